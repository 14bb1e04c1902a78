using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>
/// Sends the meters and traces named <c>LeadFunctions*</c> to an OpenTelemetry collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one (the other
/// standard OTEL_ variables count too); without it nothing is made and nothing is sent.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private const string Ours = "LeadFunctions*";
    private readonly MeterProvider? _meters;
    private readonly TracerProvider? _traces;

    public TelemetryExport(IConfiguration environment)
    {
        if (string.IsNullOrEmpty(environment["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        var service = ResourceBuilder.CreateDefault().AddService(environment["OTEL_SERVICE_NAME"] ?? "leadfunctions");
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(service).AddMeter(Ours).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service).AddSource(Ours).AddOtlpExporter().Build();
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Tests.Support;
using LeadFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.Tests.Guards;

/// <summary>What the flow, the routes and the timetable name, the app has a trigger for, and the infrastructure a place.</summary>
public sealed partial class every_function
{
    /// <summary>Functions that only this host needs.</summary>
    private static readonly string[] CloudOnly = ["service-token", "email-events", "sweep-commits", "dashboard"];

    public static TheoryData<string> Steps => [.. UseCases.Flow.Steps.Select(step => step.Name)];

    public static TheoryData<string> RouteNames => [.. Routes.All.Select(route => route.Name)];

    public static TheoryData<string> Timers => [.. UseCases.Timetable.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void of_a_step_takes_its_queue_with_or_without_sessions_as_the_queue_has_them(string name)
    {
        var step = UseCases.Flow.ByName(name)!;
        var triggers = Trigger.All.Where(trigger => trigger.Queue is not null && (trigger.Name == name || trigger.Queue.QueueName == name)).ToList();

        Assert.True(triggers.Count == 1, $"One trigger is needed in QueueTriggers:\n{Wanted(step)}");
        var queue = triggers[0].Queue!;
        Assert.Equal((name, name, "ServiceBus"), (triggers[0].Name, queue.QueueName, queue.Connection));
        Assert.Equal((Sessions.Has(step), Sessions.Has(step), false), (queue.IsSessionsEnabled, queue.IsBatched, queue.AutoCompleteMessages));
        Assert.Contains(name, Repository.BicepList(Sessions.Has(step) ? "sessionQueues" : "plainQueues"));
        Assert.Matches($@"(?<![\w-]){name}(?![\w-])", Repository.Text("README.md"));
    }

    [Theory]
    [MemberData(nameof(RouteNames))]
    public void of_a_route_takes_its_address_and_method(string name)
    {
        var route = Routes.All.Single(route => route.Name == name);
        var triggers = Trigger.All.Where(trigger => trigger.Http is not null && trigger.Name == name).ToList();

        Assert.True(triggers.Count == 1, $"One trigger is needed in HttpTriggers:\n{Wanted(route)}");
        Assert.Equal(route.Pattern, triggers[0].Http!.Route);
        Assert.Equal(MethodsOf(route), triggers[0].Http!.Methods!);
        // Who may call is the surface's business: the host would ask people of Entra ID for a function key.
        Assert.Equal(AuthorizationLevel.Anonymous, triggers[0].Http!.AuthLevel);
        Assert.Equal(route.ValueName is { } value ? [value] : [], triggers[0].Method.GetParameters().Skip(1).Select(parameter => parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Timers))]
    public void of_the_timetable_fires_by_its_schedule(string name)
    {
        var entry = UseCases.Timetable.ByName(name)!;
        var triggers = Trigger.All.Where(trigger => trigger.Timer is not null && trigger.Name == name).ToList();

        Assert.True(triggers.Count == 1, $"One trigger is needed in TimerTriggers/Timers.cs:\n{Wanted(entry)}");
        Assert.Equal(entry.Schedule, triggers[0].Timer!.Schedule);
        Assert.False(triggers[0].Timer!.RunOnStartup);
    }

    [Fact]
    public void has_a_name_of_its_own_that_azure_takes()
    {
        Assert.Empty(Trigger.All.GroupBy(trigger => trigger.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.All(Trigger.All, trigger => Assert.Matches(AzureName(), trigger.Name));
    }

    [Fact]
    public void is_of_the_flow_the_surface_or_the_timetable_or_known_to_be_the_clouds_own() =>
        Assert.Empty(Trigger.All.Select(trigger => trigger.Name)
            .Except(UseCases.Flow.Steps.Select(step => step.Name)).Except(Routes.All.Select(route => route.Name)).Except(UseCases.Timetable.All.Select(entry => entry.Name)).Except(CloudOnly));

    [Fact]
    public void asks_for_a_function_key_only_where_one_is_exchanged() =>
        Assert.Equal(["service-token"], Trigger.All.Where(trigger => trigger.Http is { AuthLevel: not AuthorizationLevel.Anonymous }).Select(trigger => trigger.Name));

    [Fact]
    public void that_takes_a_queue_has_a_queue_and_no_queue_is_without_one()
    {
        var queues = Repository.BicepList("sessionQueues").Concat(Repository.BicepList("plainQueues")).ToList();

        Assert.Equal(Trigger.All.Where(trigger => trigger.Queue is not null).Select(trigger => trigger.Queue!.QueueName!).Order(StringComparer.Ordinal), queues.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void runs_shorter_than_its_messages_are_locked()
    {
        using var host = JsonDocument.Parse(Repository.Text("functions/LeadFunctions.Cloud/host.json"));
        var bus = host.RootElement.GetProperty("extensions").GetProperty("serviceBus");
        var limit = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(limit < TimeSpan.Parse(bus.GetProperty("maxAutoLockRenewalDuration").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.False(bus.GetProperty("autoCompleteMessages").GetBoolean());
        // Shapes of the extension's fourth version are ignored without a word.
        Assert.False(bus.TryGetProperty("sessionHandlerOptions", out _) || bus.TryGetProperty("messageHandlerOptions", out _));
        Assert.Equal("api", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }

    private static string[] MethodsOf(Route route) => route.Method == "GET" ? ["get", "head"] : route.Origins is null ? [route.Method.ToLowerInvariant()] : [route.Method.ToLowerInvariant(), "options"];

    private static string Pascal(string name) => string.Concat(name.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Wanted(Route route)
    {
        var methods = string.Join(", ", MethodsOf(route).Select(method => $"\"{method}\""));
        var (parameter, argument) = route.ValueName is { } value ? ($", string {value}", $", {value}") : ("", "");
        return $"    [Function(\"{route.Name}\")]\n    public Task<IResult> {Pascal(route.Name)}([HttpTrigger(AuthorizationLevel.Anonymous, {methods}, Route = \"{route.Pattern}\")] HttpRequest request{parameter}) =>\n"
            + $"        door.AnswerAsync(\"{route.Name}\", request{argument});\n";
    }

    private static string Wanted(UseCases.FlowStep step)
    {
        var (flags, type, name, argument) = Sessions.Has(step)
            ? ("IsSessionsEnabled = true, IsBatched = true, ", "ServiceBusReceivedMessage[]", "messages", "messages")
            : ("", "ServiceBusReceivedMessage", "message", "[message]");
        return $"    [Function(\"{step.Name}\")]\n    public Task {Pascal(step.Name)}(\n        [ServiceBusTrigger(\"{step.Name}\", Connection = \"ServiceBus\", {flags}AutoCompleteMessages = false)] {type} {name},\n"
            + $"        ServiceBusMessageActions actions,\n        CancellationToken stopping) => steps.RunAsync(\"{step.Name}\", {argument}, actions, stopping);\n";
    }

    private static string Wanted(UseCases.TimetableEntry entry) =>
        $"    [Function(\"{entry.Name}\")]\n    public Task {Pascal(entry.Name)}([TimerTrigger(\"{entry.Schedule}\")] TimerInfo timer, CancellationToken stopping) => door.RunAsync(\"{entry.Name}\", stopping);\n";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex AzureName();
}

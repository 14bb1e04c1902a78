using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace LeadFunctions.Http.OpenApi;

/// <summary>OpenAPI 3.1 of the surface, built from <see cref="Routes.All"/>, so that it cannot miss one.</summary>
public static class ApiDocument
{
    private const string Bearer = "bearer";
    private static readonly Lazy<Task<Answer>> Made = new(MakeAsync);

    public static Task<Answer> RunAsync(Call call) => Made.Value;

    private static async Task<Answer> MakeAsync() =>
        new(StatusCodes.Status200OK, Answer.JsonType, Encoding.UTF8.GetBytes(await Build().SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)));

    public static OpenApiDocument Build()
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "LeadFunctions", Version = "1.0", Description = "Signals in; scored, explained, routed leads out." },
            Servers = [new OpenApiServer { Url = "/api" }],
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = Schemas.All.ToDictionary(schema => schema.Key, schema => (IOpenApiSchema)schema.Value),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } },
            },
        };
        foreach (var path in Routes.All.GroupBy(route => route.Pattern))
        {
            var item = new OpenApiPathItem();
            foreach (var route in path)
            {
                item.AddOperation(new HttpMethod(route.Method), OperationOf(route, Described.ByRoute[route.Name], document));
            }

            document.Paths.Add("/" + path.Key, item);
        }

        return document;
    }

    private static OpenApiOperation OperationOf(Route route, Described about, OpenApiDocument document) => new()
    {
        OperationId = route.Name,
        Summary = route.Summary,
        Parameters = [.. ParametersOf(route, about)],
        RequestBody = about.Body is null ? null : BodyOf(about, document),
        Responses = ResponsesOf(route, about, document),
        Security = route.Access == Access.Public ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }],
    };

    private static IEnumerable<IOpenApiParameter> ParametersOf(Route route, Described about)
    {
        if (route.ValueName is { } name)
        {
            yield return new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = Schemas.Of("string") };
        }

        foreach (var (query, type, meaning) in about.Query)
        {
            yield return new OpenApiParameter { Name = query, In = ParameterLocation.Query, Description = meaning, Schema = Schemas.Of(type) };
        }

        foreach (var header in about.Headers)
        {
            yield return new OpenApiParameter { Name = header, In = ParameterLocation.Header, Schema = Schemas.Of("string") };
        }
    }

    private static OpenApiRequestBody BodyOf(Described about, OpenApiDocument document)
    {
        string[] types = ["application/json", .. about.AlsoAs];
        return new OpenApiRequestBody
        {
            Required = true,
            Content = types.ToDictionary(type => type, _ => Media(about.Body!, document)),
        };
    }

    private static OpenApiResponses ResponsesOf(Route route, Described about, OpenApiDocument document)
    {
        var good = new OpenApiResponse { Description = route.Summary };
        if (about.Answer is not null)
        {
            (string Type, string Schema)[] types = [("application/json", about.Answer), .. about.AnswersAlsoAs];
            good.Content = types.ToDictionary(type => type.Type, type => Media(type.Schema, document));
        }

        var responses = new OpenApiResponses { [Text(about.Status)] = good };
        int[] always = route.Access == Access.Public ? [] : [401, 403];
        foreach (var status in always.Concat(about.Problems).Distinct().Order())
        {
            responses[Text(status)] = new OpenApiResponse
            {
                Description = ProblemKind.All.First(kind => kind.Status == status).Title,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = Media("Problem", document) },
            };
        }

        return responses;
    }

    private static OpenApiMediaType Media(string schema, OpenApiDocument document) =>
        new OpenApiMediaType { Schema = new OpenApiSchemaReference(schema, document) };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}

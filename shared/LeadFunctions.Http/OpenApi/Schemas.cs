using Microsoft.OpenApi;

namespace LeadFunctions.Http.OpenApi;

/// <summary>The shapes of bodies and answers. A type with a question mark may be null.</summary>
public static class Schemas
{
    public static readonly IReadOnlyDictionary<string, OpenApiSchema> All = new Dictionary<string, OpenApiSchema>
    {
        ["Problem"] = Object("type", "title", "status").With(("type", "string"), ("title", "string"), ("status", "integer"), ("detail", "string"), ("errors", "array"), ("allowed", "array"), ("missing", "array")),
        ["Form"] = Open("Inputs of the form by name: texts, numbers, true or false, lists of texts. One of them is the email.").With(
            ("email", "string"), ("visitorId", "string"), ("pageUrl", "string"), ("pageTitle", "string"), ("referrer", "string"), ("_next", "string"),
            ("utm_source", "string"), ("utm_medium", "string"), ("utm_campaign", "string"), ("utm_content", "string"), ("utm_term", "string")),
        ["Submitted"] = Object("id", "status", "submission").With(("id", "string"), ("status", "string"), ("submission", "string")),
        ["Beacon"] = Object().With(
            ("visitorId", "string"), ("sentAt", "string"), ("consent", "boolean"), ("webdriver", "boolean"), ("sessionId", "string"), ("events", "array"),
            ("id", "string"), ("type", "string"), ("name", "string"), ("at", "string"), ("url", "string"), ("title", "string"), ("referrer", "string"), ("properties", "object")),
        ["Tracked"] = Object("accepted", "rejected").With(("accepted", "integer"), ("rejected", "array")),
        ["LeadEdit"] = Object("email").With(("email", "string"), ("attributes", "object")),
        ["Saved"] = Object("id", "version").With(("id", "string"), ("version", "integer")),
        ["Note"] = Object("text").With(("text", "string")),
        ["Adjustment"] = Object("points", "reason").With(("points", "integer"), ("reason", "string")),
        ["Assignment"] = Object("personId", "reason").With(("personId", "string"), ("reason", "string"), ("ownAccount", "boolean")),
        ["Nothing"] = Object(),
        ["Reasoned"] = Object("reason").With(("reason", "string"), ("note", "string")),
        ["Contact"] = Object("channel", "outcome").With(("channel", "string"), ("outcome", "string"), ("note", "string")),
        ["Qualification"] = Object("method", "answers").With(("method", "string"), ("answers", "object"), ("notes", "string"), ("stakeholders", "array")),
        ["Opportunity"] = Object("name", "amount", "closeDate").With(("name", "string"), ("amount", "number"), ("closeDate", "string")),
        ["Win"] = Object().With(("amount", "number"), ("contract", "string"), ("useCase", "string"), ("contacts", "array"), ("whyBought", "string")),
        ["Remark"] = Object().With(("note", "string")),
        ["Reactivation"] = Object().With(("reason", "string")),
        ["ClockPause"] = Object("reason").With(("clock", "string?"), ("reason", "string")),
        ["SequenceChoice"] = Object("sequence").With(("sequence", "string"), ("reason", "string?")),
        ["ErasedReport"] = Object("id", "status").With(
            ("id", "string"), ("dryRun", "boolean"), ("status", "string"), ("activities", "integer"), ("visitors", "integer"), ("messages", "integer"), ("registers", "integer"), ("mentions", "integer"), ("files", "integer")),
        ["Imported"] = Object("accepted", "skipped", "bad", "errors").With(("accepted", "integer"), ("skipped", "integer"), ("bad", "integer"), ("errors", "array")),
        ["DuplicatePage"] = Page(),
        ["AccountPage"] = Page(),
        ["AccountDomains"] = Object("domain", "domains").With(("domain", "string"), ("domains", "array")),
        ["Account"] = Object("domain", "people", "stages", "leads").With(
            ("domain", "string"), ("domains", "array"), ("company", "string?"), ("owner", "string?"), ("people", "integer"), ("score", "number"), ("lastActivityAt", "string"), ("stages", "object"), ("leads", "array")),
        ["HygieneReport"] = Object("at", "dryRun", "looked", "changed", "lines").With(
            ("at", "string"), ("dryRun", "boolean"), ("by", "string"), ("looked", "integer"), ("changed", "integer"), ("lines", "array")),
        ["Merge"] = Object("with").With(("with", "string"), ("reason", "string?")),
        ["Unmerge"] = Object("with").With(("with", "string")),
        ["Clocks"] = Object("items").With(("items", "array")),
        ["LeadPage"] = Page(),
        ["ActivityPage"] = Page(),
        ["AuditPage"] = Page(),
        ["DeadLetterPage"] = Page(),
        ["QuarantinePage"] = Page(),
        ["Told"] = Object("accepted", "notUnderstood").With(("accepted", "integer"), ("notUnderstood", "integer")),
        ["Lead"] = Object("id", "email", "version", "stage", "band", "score", "lines").With(
            ("id", "string"), ("version", "integer"), ("email", "string"), ("name", "string?"), ("company", "string?"), ("attributes", "object"), ("stage", "string"),
            ("stageSince", "string"), ("gate", "string?"), ("byModel", "object"), ("band", "string"), ("score", "object"), ("lines", "array"), ("owner", "object?"), ("routing", "object?"),
            ("holding", "object?"), ("enrolments", "array"), ("clocks", "array"), ("firstTouch", "object?"), ("lastTouch", "object?"), ("nextChangeAt", "string?"), ("lastActivityAt", "string"), ("createdAt", "string"),
            ("updatedAt", "string"), ("stages", "array"), ("timeInStage", "object"), ("exit", "array"), ("recycled", "object?"), ("firstContact", "object?"), ("qualification", "object?"),
            ("deal", "object?"), ("mergedInto", "string?"), ("absorbed", "array"), ("handoffs", "array"), ("packet", "array?"), ("allowedActions", "array")),
        ["ScoreCard"] = Object("at", "fit", "engagement", "total", "grade", "band", "lines").With(
            ("at", "string"), ("playbookVersion", "string"), ("fit", "number"), ("engagement", "number"), ("total", "number"), ("grade", "string"), ("band", "string"), ("lines", "array")),
        ["Playbook"] = Open("Names, stages, bands, signals, forms, pages, people, pools, routing and targets.").With(("name", "string"), ("title", "string"), ("version", "string")),
        ["PlaybookDraft"] = Object("text", "reason").With(("text", "string"), ("reason", "string"), ("author", "string"), ("override", "string"), ("shadow", "boolean")),
        ["PlaybookRollback"] = Object("version", "reason").With(("version", "string"), ("reason", "string"), ("author", "string")),
        ["PlaybookBacktest"] = Object("text").With(("text", "string"), ("from", "string"), ("to", "string")),
        ["ProgressLine"] = About("One line of many: read and of on the way, result (as application/json has it) or problem at the end.", Object()).With(
            ("read", "integer"), ("of", "integer"), ("result", "object"), ("problem", "object")),
        ["PlaybookOutcome"] = Object().With(("outcome", "string")),
        ["PlaybookText"] = Object("text").With(("text", "string")),
        ["Webhooks"] = Object("webhooks").With(("webhooks", "array")),
        ["Metrics"] = Object("from", "to", "by", "asOf", "scope", "headline", "funnel", "groups").With(
            ("from", "string"), ("to", "string"), ("by", "string"), ("asOf", "string"), ("scope", "string"), ("headline", "array"), ("funnel", "object"), ("response", "object?"),
            ("sla", "array"), ("mqlToSal", "object?"), ("timeInStage", "array"), ("groups", "array"), ("cohorts", "object?"), ("rotation", "array"), ("lift", "array"),
            ("sequences", "array"), ("series", "object?")),
        ["Steps"] = Object("since", "items").With(("since", "string"), ("items", "array")),
        ["Queues"] = Object("queues", "quarantined").With(("queues", "array"), ("quarantined", "object")),
        ["SignIn"] = Object().With(("key", "string"), ("ticket", "string")),
        ["Me"] = Object("name", "role", "pools").With(("name", "string"), ("role", "string"), ("personId", "string?"), ("title", "string"), ("pools", "array")),
        ["Inbox"] = Object("items", "next").With(("items", "array"), ("next", "string?"), ("cut", "boolean")),
        ["Curve"] = Object("items").With(("items", "array")),
        ["Timers"] = Object("items").With(("items", "array")),
        ["Status"] = Object("status").With(("status", "string")),
        ["Object"] = Open("Any object."),
    };

    private static OpenApiSchema Page() => Object("items", "next").With(("items", "array"), ("next", "string?"));

    private static OpenApiSchema Object(params string[] required) =>
        new() { Type = JsonSchemaType.Object, Required = new HashSet<string>(required), Properties = new Dictionary<string, IOpenApiSchema>() };

    private static OpenApiSchema About(string about, OpenApiSchema schema)
    {
        schema.Description = about;
        return schema;
    }

    private static OpenApiSchema Open(string about) =>
        new() { Type = JsonSchemaType.Object, Description = about, Properties = new Dictionary<string, IOpenApiSchema>(), AdditionalProperties = new OpenApiSchema() };

    private static OpenApiSchema With(this OpenApiSchema schema, params (string Name, string Type)[] members)
    {
        foreach (var (name, type) in members)
        {
            schema.Properties!.Add(name, Of(type));
        }

        return schema;
    }

    /// <param name="type">A JSON type, with a question mark when it may be null.</param>
    public static OpenApiSchema Of(string type)
    {
        var known = type.TrimEnd('?') switch
        {
            "string" => JsonSchemaType.String,
            "integer" => JsonSchemaType.Integer,
            "number" => JsonSchemaType.Number,
            "boolean" => JsonSchemaType.Boolean,
            "array" => JsonSchemaType.Array,
            _ => JsonSchemaType.Object,
        };
        return new OpenApiSchema
        {
            Type = type[^1] == '?' ? known | JsonSchemaType.Null : known,
            Items = known == JsonSchemaType.Array ? new OpenApiSchema() : null,
        };
    }
}

using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>repeat</c>: <c>each</c>, <c>once</c>, or <c>{max: 1, per: 24h}</c>.</summary>
internal static class ReadRepeat
{
    public static Repeat From(Section section, Repeat or)
    {
        switch (section.Find("repeat"))
        {
            case null:
                return or;
            case YamlScalar { Text: "each" }:
                return new Repeat.Each();
            case YamlScalar { Text: "once" }:
                return new Repeat.Once();
            case YamlMap:
                return section.One("repeat", PlaybookKeys.RepeatLimit, limit => new Repeat.Limited(limit.Whole("max", 1, 1, 1_000), limit.Duration("per") ?? TimeSpan.FromDays(1))) ?? or;
            case var node:
                section.Reader.Errors.Add(node, "expected each, once, or {max: 1, per: 24h}");
                return or;
        }
    }
}

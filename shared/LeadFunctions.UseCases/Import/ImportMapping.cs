using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace LeadFunctions.UseCases.Import;

/// <summary>How the columns of somebody's CSV become leads: written once per file format, in YAML.</summary>
public sealed class ImportMapping
{
    /// <summary>Template of the email: <c>{Email}</c>, or <c>{Prospect ID}@old-crm.example</c> where the file has none.</summary>
    public string Email { get; set; } = "{email}";

    /// <summary>Template of the row's key; the same key imported twice changes nothing. Default: the email.</summary>
    public string? Key { get; set; }

    /// <summary>Template of when it happened (ISO 8601); default: the import's time.</summary>
    public string? At { get; set; }

    /// <summary>Values that mean "not given".</summary>
    public List<string> Missing { get; set; } = [""];

    /// <summary>Attribute name to column.</summary>
    public Dictionary<string, string> Attributes { get; set; } = [];

    /// <summary>Attribute name to (value in the file to value of ours), for columns whose words differ.</summary>
    public Dictionary<string, Dictionary<string, string>> Values { get; set; } = [];

    /// <summary>Every column not named here is the attribute of its own name: for files whose header already speaks our words.</summary>
    public bool ByHeader { get; set; }

    public List<ImportSignal> Signals { get; set; } = [];

    /// <summary>What the file says came of the lead; only for measuring scores against.</summary>
    public ImportOutcome? Outcome { get; set; }

    /// <exception cref="FormatException">Not a mapping; the message has the line.</exception>
    public static ImportMapping FromYaml(string yaml)
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<ImportMapping>(yaml) ?? new ImportMapping();
        }
        catch (YamlException broken)
        {
            throw new FormatException($"line {broken.Start.Line}: {broken.InnerException?.Message ?? broken.Message}");
        }
    }
}

/// <summary>One signal a row stands for.</summary>
public sealed class ImportSignal
{
    public string Signal { get; set; } = "";

    /// <summary>Column to the values that mean it; empty means every row.</summary>
    public Dictionary<string, List<string>> When { get; set; } = [];

    /// <summary>Column with how many of them there were; at most <see cref="Most"/> are made.</summary>
    public string? Times { get; set; }

    /// <summary>What the number in <see cref="Times"/> is divided by: seconds per view, say.</summary>
    public double Per { get; set; } = 1;

    public int Most { get; set; } = 20;
}

public sealed class ImportOutcome
{
    public string Column { get; set; } = "";

    public string Is { get; set; } = "1";
}

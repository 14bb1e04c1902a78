using System.Globalization;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>
/// One object of the document, read key by key with types. What is wrong is reported where it stands and a harmless value is returned,
/// so that one reading finds all errors.
/// </summary>
internal sealed class Section
{
    private readonly YamlMap _map;
    private readonly Shape _shape;

    private Section(YamlMap map, Shape shape, PlaybookReader reader)
    {
        _map = map;
        _shape = shape;
        Reader = reader;
    }

    public PlaybookReader Reader { get; }

    public YamlNode At => _map;

    /// <summary>Reports missing and unknown keys. Null (with an error) when the node is no object.</summary>
    public static Section? Open(YamlNode node, Shape shape, PlaybookReader reader)
    {
        if (node is not YamlMap map)
        {
            reader.Errors.Add(node, $"expected 'key: value' lines here ({string.Join(", ", shape.Required.Concat(shape.Optional))})");
            return null;
        }

        foreach (var (key, _) in map.Entries.Select(entry => (entry.Key, entry.Value)).Where(entry => !shape.Has(entry.Key.Text)))
        {
            reader.Errors.Add(key, $"unknown key '{key.Text}'; {Nearest.Hint(key.Text, [.. shape.Required, .. shape.Optional])}");
        }

        foreach (var key in shape.Required.Where(key => map.Find(key) is null))
        {
            reader.Errors.Add(map, $"'{key}' is missing; add it");
        }

        return new Section(map, shape, reader);
    }

    /// <summary>The value of a key; null when it is absent.</summary>
    public YamlNode? Find(string key) =>
        _shape.Has(key) ? _map.Find(key) : throw new InvalidOperationException($"'{key}' is not in {nameof(PlaybookKeys)}.{_shape.Name}");

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Text that is not blank; <paramref name="or"/> when the key is absent.</summary>
    public string Text(string key, string or = "") => Find(key) is { } node ? Reader.Text(node) ?? or : or;

    public string? OptionalText(string key) => Find(key) is { } node ? Reader.Text(node) : null;

    public int Whole(string key, int or, int min, int max) => OptionalWhole(key, min, max) ?? or;

    public int? OptionalWhole(string key, int min, int max) => Find(key) is { } node ? Reader.Whole(node, min, max) : null;

    public double? Number(string key, double min, double max) => Find(key) is { } node ? Reader.Number(node, min, max) : null;

    public bool Flag(string key, bool or = false)
    {
        switch (Find(key))
        {
            case null:
                return or;
            case YamlScalar { Plain: true, Text: "true" }:
                return true;
            case YamlScalar { Plain: true, Text: "false" }:
                return false;
            case var node:
                Reader.Errors.Add(node, "expected true or false, without quotes");
                return or;
        }
    }

    public TimeSpan? Duration(string key)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        var duration = node is YamlScalar scalar ? Durations.Parse(scalar.Text) : null;
        if (duration is null)
        {
            Reader.Errors.Add(node, $"expected a duration; {Durations.Example}");
        }

        return duration;
    }

    /// <summary>A list of texts, or one text for a list of one; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) is { } node ? Reader.Texts(node) : [];

    /// <summary>Defines a name of a kind, unique; an id (letters, digits, <c>.</c>, <c>_</c> and <c>-</c>) unless it is free text.</summary>
    public string Define(string key, string kind, bool freeText = false)
    {
        var id = Text(key);
        if (id.Length == 0 || Find(key) is not { } node)
        {
            return id;
        }

        if (!freeText && (id.Length > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')))
        {
            Reader.Errors.Add(node, $"'{id}' is no id; use letters, digits, '-', '_' and '.', at most 64");
        }

        Reader.Names.Define(kind, id, node);
        return id;
    }

    /// <summary>Names something defined elsewhere; null when absent.</summary>
    public string? Use(string key, string kind)
    {
        var name = OptionalText(key);
        if (name is not null)
        {
            Reader.Names.Use(kind, name, Find(key)!);
        }

        return name;
    }

    /// <summary>Each object of a list, read; what cannot be read is left out (and reported).</summary>
    public IReadOnlyList<T> Each<T>(string key, Shape shape, Func<Section, T?> read)
        where T : class
    {
        if (Find(key) is not { } node)
        {
            return [];
        }

        if (node is YamlScalar { IsNothing: true })
        {
            Reader.Errors.Add(node, "nothing is written here; write [] for none");
            return [];
        }

        if (node is not YamlList list)
        {
            Reader.Errors.Add(node, "expected a list: lines that start with '- '");
            return [];
        }

        return [.. list.Items.Select(item => Open(item, shape, Reader)).OfType<Section>().Select(read).OfType<T>()];
    }

    /// <summary>One nested object, read; null when absent or unreadable.</summary>
    public T? One<T>(string key, Shape shape, Func<Section, T?> read)
        where T : class =>
        Find(key) is { } node && Open(node, shape, Reader) is { } section ? read(section) : null;

    /// <summary>The lines of an object whose keys are the author's own; none when absent.</summary>
    /// <param name="expected">For the message when it is something else.</param>
    public IReadOnlyList<YamlEntry> Entries(string key, string expected)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlMap map:
                return map.Entries;
            case var node:
                Reader.Errors.Add(node, $"expected {expected}");
                return [];
        }
    }

    internal static string Invariant(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

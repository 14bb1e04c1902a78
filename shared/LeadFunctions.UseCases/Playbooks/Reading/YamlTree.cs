using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>
/// Text to nodes with positions. Only the plain part of YAML: no anchors, aliases, tags or second document, so that a small text is a small tree
/// and what an editor sees is what counts.
/// </summary>
internal sealed class YamlTree
{
    public const int MaxText = 256 * 1024;
    public const int MaxDepth = 16;
    public const int MaxNodes = 20_000;
    public const int MaxScalar = 4_000;

    private readonly Parser _parser;
    private readonly PlaybookErrors _errors;
    private int _nodes;

    private YamlTree(string text, PlaybookErrors errors)
    {
        _parser = new Parser(new StringReader(text));
        _errors = errors;
    }

    /// <summary>The document's root, or null when the text is no YAML we accept (then there is an error).</summary>
    public static YamlNode? Read(string text, PlaybookErrors errors)
    {
        if (text.Length > MaxText)
        {
            errors.Add(1, 1, "", $"the file has {text.Length:N0} characters; at most {MaxText:N0} are read");
            return null;
        }

        try
        {
            return new YamlTree(text, errors).Document();
        }
        catch (YamlException e)
        {
            errors.Add((int)e.Start.Line, (int)e.Start.Column, "", $"this is not valid YAML: {e.Message}");
            return null;
        }
        catch (RefusedException e)
        {
            errors.Add(e.Line, e.Column, e.Path, e.Message);
            return null;
        }
    }

    private YamlNode? Document()
    {
        Next<StreamStart>();
        Advance();
        if (_parser.Current is StreamEnd)
        {
            _errors.Add(1, 1, "", "the file is empty; start from a shipped playbook such as b2b or blank");
            return null;
        }

        Advance();
        var root = Node("", 0);
        Next<DocumentEnd>();
        Advance();
        return _parser.Current is StreamEnd ? root : throw Refused("", "a second document (---) starts here; a playbook is one document");
    }

    private YamlNode Node(string path, int depth)
    {
        if (++_nodes > MaxNodes)
        {
            throw Refused(path, $"the file has more than {MaxNodes:N0} values");
        }

        if (depth > MaxDepth)
        {
            throw Refused(path, $"nested more than {MaxDepth} levels deep");
        }

        if (_parser.Current is AnchorAlias || _parser.Current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refused(path, "anchors and aliases (& and *) are not read; write the value out, or put quotes around text that starts with & or *");
        }

        if (_parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            throw Refused(path, "tags (!) are not read; remove it, or put quotes around text that starts with !");
        }

        return _parser.Current switch
        {
            Scalar scalar => Text(scalar, path),
            SequenceStart => List(path, depth),
            MappingStart => Map(path, depth),
            var other => throw Refused(path, $"unexpected {other?.GetType().Name}"),
        };
    }

    private YamlScalar Text(Scalar scalar, string path)
    {
        if (scalar.Value.Length > MaxScalar)
        {
            throw Refused(path, $"a text of {scalar.Value.Length:N0} characters; at most {MaxScalar:N0} are read");
        }

        return new YamlScalar(Line, Column, path, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlList List(string path, int depth)
    {
        var (line, column) = (Line, Column);
        var items = new List<YamlNode>();
        while (Advance() && _parser.Current is not SequenceEnd)
        {
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        }

        return new YamlList(line, column, path, items);
    }

    private YamlMap Map(string path, int depth)
    {
        var (line, column) = (Line, Column);
        var entries = new List<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Advance() && _parser.Current is not MappingEnd)
        {
            var key = Node(path, depth + 1) as YamlScalar ?? throw Refused(path, "a key must be plain text");
            var keyPath = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            Advance();
            var value = Node(keyPath, depth + 1);
            if (seen.Add(key.Text))
            {
                entries.Add(new YamlEntry(key with { Path = keyPath }, value));
            }
            else
            {
                _errors.Add(key.Line, key.Column, keyPath, "this key is here twice; keep one");
            }
        }

        return new YamlMap(line, column, path, entries);
    }

    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 16.3.0 gives up like this on some broken plain text (Scanner.ScanPlainScalar) instead of saying where.
            throw Refused("", "this is not valid YAML: the text after this place cannot be read");
        }
    }

    private void Next<TEvent>()
        where TEvent : ParsingEvent
    {
        if (!Advance() || _parser.Current is not TEvent)
        {
            throw Refused("", $"unexpected {_parser.Current?.GetType().Name}");
        }
    }

    private int Line => (int)(_parser.Current?.Start.Line ?? 1);

    private int Column => (int)(_parser.Current?.Start.Column ?? 1);

    private RefusedException Refused(string path, string why) => new(Line, Column, path, why);

    // Leaves the recursion at the first thing that makes the rest unreadable; never leaves this class.
    private sealed class RefusedException(int line, int column, string path, string message) : Exception(message)
    {
        public int Line { get; } = line;

        public int Column { get; } = column;

        public string Path { get; } = path;
    }
}

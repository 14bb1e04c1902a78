namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>A value in the document with where it stands. Lines and columns from 1; <c>Path</c> as in <c>scoring.engagement[3].points</c>.</summary>
internal abstract record YamlNode(int Line, int Column, string Path);

/// <param name="Plain">Written without quotes: only then is it a number, a flag or nothing.</param>
internal sealed record YamlScalar(int Line, int Column, string Path, string Text, bool Plain) : YamlNode(Line, Column, Path)
{
    public bool IsNothing => Plain && Text is "" or "~" or "null";
}

internal sealed record YamlList(int Line, int Column, string Path, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column, Path);

/// <summary>Keys in the order written; each once.</summary>
internal sealed record YamlMap(int Line, int Column, string Path, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line, Column, Path)
{
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>Everything wrong with one file, in the order of its lines.</summary>
internal sealed class PlaybookErrors(string file)
{
    private const int Most = 100;
    private readonly List<PlaybookError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(YamlNode at, string message) => Add(at.Line, at.Column, at.Path, message);

    public void Add(int line, int column, string key, string message) => _errors.Add(new PlaybookError(file, line, column, key, message));

    public IReadOnlyList<PlaybookError> InOrder() => [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column).Take(Most)];
}

namespace LeadFunctions.Chaos.Verbs;

/// <summary>A bar on a terminal; nothing in a log.</summary>
public static class Progress
{
    private const int Width = 40;

    public static void Show(string what, int done, int of)
    {
        if (!Console.IsErrorRedirected)
        {
            var filled = done * Width / of;
            Console.Error.Write($"\r{what} [{new string('#', filled)}{new string('.', Width - filled)}] {done}/{of}{(done == of ? "\n" : "")}");
        }
    }

    /// <summary>When nobody knows how many there will be.</summary>
    public static void Count(string what, int done)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{what}: {done} ");
        }
    }
}

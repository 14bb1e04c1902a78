namespace LeadFunctions.Domain.Playbooks;

/// <summary>Whole-word search without a regular expression: no back-tracking on text from outside.</summary>
public static class WholeWord
{
    public static bool IsIn(string text, string word)
    {
        for (var from = 0; word.Length > 0;)
        {
            var at = text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }
}

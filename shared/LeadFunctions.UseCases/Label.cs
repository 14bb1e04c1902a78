using System.Globalization;
using System.Text;

namespace LeadFunctions.UseCases;

/// <summary>The labels of questions as they are compared: <c>Prénom</c>, <c>first_name</c> and <c>First Name:</c> become prenom, firstname and firstname.</summary>
public static class Label
{
    // By hand, since without the data of ICU (InvariantGlobalization) nothing is decomposed.
    private static readonly Dictionary<char, char> Plain = new[]
    {
        "aàáâãäåāăąǎǟǡǻȁȃȧ", "cçćĉċč", "dďđ", "eèéêëēĕėęěȅȇȩ", "gĝğġģǧǵ", "hĥȟ", "iìíîïĩīĭįǐȉȋ", "jĵǰ", "kķǩ", "lĺļľł", "nñńņňǹ", "oòóôõöøōŏőơǒǫǭȍȏȫȭȯȱ",
        "rŕŗřȑȓ", "sśŝşšș", "tţťț", "uùúûüũūŭůűųưǔǖǘǚǜȕȗ", "wŵ", "yýÿŷȳ", "zźżž",
    }.SelectMany(same => same[1..], (same, accented) => KeyValuePair.Create(accented, same[0])).ToDictionary();

    /// <returns>Small letters and digits; dots stay, as 1.3 is not 13.</returns>
    public static string Fold(string label)
    {
        var folded = new StringBuilder(label.Length);
        foreach (var letter in label)
        {
            var small = char.ToLowerInvariant(letter);
            if (small == '.' || (char.IsLetterOrDigit(small) && CharUnicodeInfo.GetUnicodeCategory(small) != UnicodeCategory.NonSpacingMark))
            {
                folded.Append(Plain.GetValueOrDefault(small, small));
            }
        }

        return folded.ToString();
    }
}

using System.Globalization;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>A notification as lines that people read: who, why now, what to do by when.</summary>
internal static class NotificationText
{
    public static IReadOnlyList<string> Lines(Notification told)
    {
        var company = string.IsNullOrWhiteSpace(told.Company) ? "" : ", " + PlainText.Line(told.Company);
        return
        [
            $"{PlainText.Line(told.Reason)}: {PlainText.Line(told.LeadName)}{company} -> {PlainText.Line(told.PersonName)} <{PlainText.Line(told.PersonEmail)}>",
            string.Create(CultureInfo.InvariantCulture, $"  score    {told.Score:0.###}, band {PlainText.Line(told.Band)}, stage {PlainText.Line(told.Stage)}"),
            .. told.WhyNow.Select((why, i) => $"  {(i == 0 ? "why now" : "       ")}  {PlainText.Line(why)}"),
            $"  to do    {PlainText.Line(told.WhatToDo)}",
            .. Optional("by       ", told.DueInWords),
            $"  lead     {PlainText.Line(told.LeadUrl)}",
            .. Optional("accept   ", told.ClaimUrl),
        ];
    }

    private static IEnumerable<string> Optional(string label, string? text) => text is null ? [] : [$"  {label}{PlainText.Line(text)}"];
}

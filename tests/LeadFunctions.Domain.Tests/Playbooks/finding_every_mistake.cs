using System.Diagnostics;
using LeadFunctions.UseCases.Playbooks;
using Xunit.Abstractions;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class finding_every_mistake(ITestOutputHelper output)
{
    // What the shipped ones are warned of, and nothing else.
    private static readonly Dictionary<string, string[]> Stated = new() { ["b2b"] = ["fit-alone-mql"], ["handbook"] = ["fit-alone-mql"], ["blank"] = ["no-points"] };

    public static TheoryData<int> Each => [.. Enumerable.Range(0, Defects.All.Count)];

    [Theory]
    [InlineData("b2b")]
    [InlineData("handbook")]
    [InlineData("blank")]
    public void what_ships_has_only_the_stated_warnings(string name)
    {
        var started = Stopwatch.GetTimestamp();
        var report = CheckPlaybook.Text(ShippedPlaybooks.Text(name)!, name + ".yaml");

        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{name}: {took.TotalMilliseconds:0} ms, {report.Findings.Count} findings");
        Assert.Equal(Stated[name], report.Findings.Select(finding => finding.Code));
        Assert.True(report.IsPublishable);
        Assert.True(took < TimeSpan.FromSeconds(2), $"{took.TotalSeconds:0.0} s");
    }

    [Fact]
    public void there_are_at_least_sixty() => Assert.True(Defects.All.Count >= 60, $"{Defects.All.Count}");

    [Theory]
    [MemberData(nameof(Each))]
    public void each_is_found_where_it_stands_and_nothing_else_is(int number)
    {
        var defect = Defects.All[number];
        var before = ShippedPlaybooks.Text(defect.Playbook)!;
        var place = before.IndexOf(defect.Text, StringComparison.Ordinal);
        Assert.True(place >= 0, $"'{defect.Text}' is not in {defect.Playbook}");
        var yaml = before[..place] + defect.Changed + before[(place + defect.Text.Length)..];

        var started = Stopwatch.GetTimestamp();
        var report = CheckPlaybook.Text(yaml, "draft.yaml");
        var took = Stopwatch.GetElapsedTime(started);

        var line = yaml[..yaml.IndexOf(defect.At, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        output.WriteLine($"{defect.Code} {took.TotalMilliseconds:0} ms");
        Assert.True(report.Findings.Any(finding => finding.Code == defect.Code && finding.Line == line), $"{defect.Code} in line {line} of: {string.Join(Environment.NewLine, report.Findings)}");
        Assert.DoesNotContain(report.Findings, finding => finding.Code != defect.Code && !defect.Also.Contains(finding.Code) && !Stated[defect.Playbook].Contains(finding.Code));
        Assert.All(report.Findings, finding => Assert.True(finding is { Why.Length: > 0, WhatToDo.Length: > 0, Key.Length: >= 0, File: "draft.yaml", Line: > 0 }, finding.ToString()));
        Assert.True(took < TimeSpan.FromSeconds(2), $"{took.TotalSeconds:0.0} s");
    }
}

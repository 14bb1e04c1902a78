namespace LeadFunctions.Flow.Tests.House;

public sealed class the_flow_on_one_page
{
    public static TheoryData<string> Steps => [.. UseCases.Flow.Steps.Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void names_each_step_in_the_readme_too(string step) => Assert.Matches($@"(?<![\w-]){step}(?![\w-])", Repository.Text("README.md"));

    [Theory]
    [MemberData(nameof(Steps))]
    public void has_a_file_of_the_name_of_each_steps_use_case(string step) =>
        Assert.True(Repository.Has($"shared/LeadFunctions.UseCases/{UseCases.Flow.ByName(step)!.HandlerType.Name}.cs"));

    [Fact]
    public void wakes_a_step_with_every_message_there_is()
    {
        var messages = typeof(UseCases.Message).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal);

        Assert.Equal(messages, UseCases.Flow.Steps.Select(step => step.MessageType.Name).Order(StringComparer.Ordinal));
        Assert.Equal(UseCases.Flow.Steps.Count, UseCases.Flow.Steps.DistinctBy(step => step.Name).Count());
    }
}

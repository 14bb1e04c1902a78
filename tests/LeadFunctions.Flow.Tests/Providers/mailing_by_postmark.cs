using System.Text.Json;
using LeadFunctions.Providers;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

public class mailing_by_postmark
{
    private static readonly EmailMessage Hello = new("notify:1", new("leads@acme.example", "Acme"), new("ana@acme.example", "Ana \"x\" <ceo@victim.example>"), "Hi", "text", "<p>html</p>")
    {
        ReplyTo = new("jane@globex.example"),
        Headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated" },
    };

    private static PostmarkEmail To(Receiver receiver) =>
        new(new PostmarkOptions("token-1") { Url = receiver.Url + "/email", AllowPrivate = true, Timeout = TimeSpan.FromSeconds(1) }, TimeProvider.System);

    [Fact]
    public async Task a_mail_is_one_post_and_its_id_is_the_providers()
    {
        await using var receiver = await Receiver.AnsweringAsync("""{"ErrorCode":0,"Message":"OK","MessageID":"b7bc2f4a-e38e-4336-af7d-e6c392c2f817"}""");
        using var postmark = To(receiver);

        Assert.Equal(new EmailResult.Sent("b7bc2f4a-e38e-4336-af7d-e6c392c2f817"), await postmark.SendAsync(Hello, default));

        var request = receiver.Requests.Single();
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(("token-1", "application/json"), (request.Headers["x-postmark-server-token"], request.Headers["accept"]));
        Assert.Equal("\"Acme\" <leads@acme.example>", body.RootElement.GetProperty("From").GetString());
        Assert.Equal("\"Ana 'x'  ceo victim.example\" <ana@acme.example>", body.RootElement.GetProperty("To").GetString());
        Assert.Equal("Auto-Submitted", body.RootElement.GetProperty("Headers")[0].GetProperty("Name").GetString());
    }

    [Theory]
    [InlineData(422, true)]
    [InlineData(413, true)]
    [InlineData(401, false)]
    [InlineData(429, false)]
    [InlineData(503, false)]
    public async Task a_no_is_certain_and_what_is_about_this_mail_is_for_good(int status, bool forGood)
    {
        await using var receiver = await Receiver.StartAsync(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (status, "9");
            return Task.CompletedTask;
        });
        using var postmark = To(receiver);

        var failed = Assert.IsType<EmailResult.Failed>(await postmark.SendAsync(Hello, default));

        Assert.Equal((forGood, forGood ? null : TimeSpan.FromSeconds(9)), (failed.ForGood, failed.RetryAfter));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task an_error_after_the_mail_may_have_come_after_taking_it(int status)
    {
        await using var receiver = await Receiver.AnsweringAsync(status);
        using var postmark = To(receiver);

        Assert.IsType<EmailResult.Ambiguous>(await postmark.SendAsync(Hello, default));
    }

    [Fact]
    public async Task silence_and_a_hung_up_line_are_neither_yes_nor_no()
    {
        await using var silent = await Receiver.SilentAsync();
        await using var hangingUp = await Receiver.HangingUpAsync();
        foreach (var receiver in new[] { silent, hangingUp })
        {
            using var postmark = To(receiver);
            Assert.IsType<EmailResult.Ambiguous>(await postmark.SendAsync(Hello, default));
        }
    }

    [Fact]
    public async Task nobody_listening_is_a_failure_to_try_again()
    {
        var gone = await Receiver.AnsweringAsync(200);
        using var postmark = To(gone);
        await gone.DisposeAsync();

        Assert.False(Assert.IsType<EmailResult.Failed>(await postmark.SendAsync(Hello, default)).ForGood);
    }

    [Fact]
    public void providers_are_found_by_name_and_an_unknown_one_lists_them()
    {
        var options = new EmailOptions("data") { Smtp = new("mail.example"), Postmark = new("token") };

        Assert.Equal(["file", "postmark", "smtp"], EmailSenders.Names);
        Assert.All(EmailSenders.Names, name => Assert.Equal(name, EmailSenders.ByName(name, options, TimeProvider.System).Name));
        Assert.Contains("There are: file, postmark, smtp.", Assert.Throws<ArgumentException>(() => EmailSenders.ByName("pigeon", options, TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.All(["smtp", "postmark"], name => Assert.Throws<ArgumentException>(() => EmailSenders.ByName(name, new EmailOptions("data"), TimeProvider.System)));
    }
}

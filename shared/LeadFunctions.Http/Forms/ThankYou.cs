namespace LeadFunctions.Http.Forms;

/// <summary>The page a browser sees after a form that names none of its own.</summary>
public static class ThankYou
{
    public static Task<Answer> RunAsync(Call call) =>
        Task.FromResult(call.Site.Form(call.Value) is { } form
            ? PlainPage.Of("Thank you", $"<p>We have received your message ({PlainPage.E(form.Form.Title)}). You can close this page.</p>")
            : Problem.NotFound.ToAnswer());
}

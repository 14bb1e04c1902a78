using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Answers to a hosted form -> the signal of the playbook's form, as if it had been posted here; wakes <see cref="ApplySignal"/>. Answers without a form or an
/// email address are dead letters: once the playbook names the form or the input, they can be replayed.
/// </summary>
public sealed class SubmitAnswers(ILeadStore leads, PlaybookShelf playbooks, NewId ids, TimeProvider clock) : IHandle<Message.FormAnswered>
{
    private readonly Receipts _receipts = new(leads);

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.FormAnswered> messages, CancellationToken ct)
    {
        var (answers, now) = (messages[0].Answers, clock.GetUtcNow());
        var receipt = await _receipts.FindAsync(messages[0].Key, now, ct);
        if (receipt.Value is not null)
        {
            return new Outcome.Skipped("submitted before");
        }

        if (FormOf(playbooks.Current.Playbook, answers) is not { } form)
        {
            return new Outcome.DeadLetter($"no form of the playbook takes {answers.Provider}; name one in the webhook's address (?form=) or add webhooks: [\"{answers.Provider}:its form id\"] to it");
        }

        if (AnswersAsSignal.Read(answers, form, now) is not { } post)
        {
            return new Outcome.DeadLetter($"no answer to {form.Id} is an email address; name the input under the form's fields");
        }

        // Not random, so that a repeat after the receipt is forgotten is still the same signal of the same lead.
        var id = ids.Of("f", Encoding.UTF8.GetBytes(messages[0].Key));
        return new Outcome.Done(new Commit
        {
            Registers = [receipt.Write(JsonSerializer.Serialize(new Receipt(now), WireJson.Default.Receipt))],
            Messages = [new Outgoing(new Message.SignalArrived(ids.LeadIdOf(post.Email), post.Email, [post.Signal with { Id = id }]))],
        });
    }

    /// <summary>The form that the webhook's address names, or the one that lists the service's form, or the one that takes all of the service's.</summary>
    private static FormDefinition? FormOf(Playbook playbook, FormAnswers answers)
    {
        var forms = playbook.Forms.Where(form => form.Enabled).ToList();
        return answers.Form is { } named
            ? forms.Find(form => form.Id == named)
            : forms.Find(form => form.Webhooks.Contains($"{answers.Provider}:{answers.ProviderForm}", StringComparer.OrdinalIgnoreCase))
                ?? forms.Find(form => form.Webhooks.Contains(answers.Provider, StringComparer.OrdinalIgnoreCase));
    }
}

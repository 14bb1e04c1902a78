using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>What people, browsers and time do to a company.</summary>
public sealed partial class Company
{
    private int _signals;

    /// <summary>A form is filled in, and the chain does all it does about it.</summary>
    public async Task<Lead> SubmitAsync(string email, string form, params (string Attribute, string Value)[] fields)
    {
        await PostAsync(Arrived(email, Filled(form, fields)));
        await RunToRestAsync();
        return await LeadAsync(email);
    }

    /// <summary>An anonymous browser does something.</summary>
    public async Task SeenAsync(string visitor, params Signal[] signals)
    {
        await PostAsync(new Message.VisitorSeen(visitor, [.. signals.Select(signal => signal with { VisitorId = visitor, Source = SignalSource.Track })]));
        await RunToRestAsync();
    }

    /// <summary>Signals reach a lead in one message.</summary>
    public async Task<Lead> ArriveAsync(string email, params Signal[] signals)
    {
        await PostAsync(Arrived(email, signals));
        await RunToRestAsync();
        return await LeadAsync(email);
    }

    /// <summary>Messages are on disk; nobody waits for what comes of them.</summary>
    public ValueTask PostAsync(params Message[] messages) => Queue.EnqueueAsync([.. messages.Select(message => new Outgoing(message))], default);

    public Message.SignalArrived Arrived(string email, params Signal[] signals) => new(Ids.LeadIdOf(email), email, signals);

    /// <summary>A signal of its own id, now.</summary>
    public Signal Happened(string name, DateTimeOffset? at = null) => new($"s{Interlocked.Increment(ref _signals)}", name, at ?? Now, SignalSource.Track);

    public Signal Filled(string form, params (string Attribute, string Value)[] fields) =>
        Happened(Playbook.Forms.Single(one => one.Id == form).Signal) with
        {
            Source = SignalSource.Form(form),
            Fields = fields.ToDictionary(field => field.Attribute, field => field.Value),
        };

    /// <summary>Time passes; the timers do not tick.</summary>
    public void Wait(TimeSpan time) => Clock.SetForward(time);

    public void WaitUntil(DateTimeOffset instant) => Clock.SetForward(instant - Now);

    /// <summary>Time passes and the timers tick, once.</summary>
    public async Task AdvanceAsync(double days)
    {
        Wait(TimeSpan.FromDays(days));
        await TickAsync();
    }

    /// <returns>How many leads were due.</returns>
    public async Task<int> TickAsync()
    {
        var due = await new RunDueLeads(Store, Queue, Clock).RunAsync(default);
        await new RequeueLeads(Store, Shelf, Clock, Ids).RunAsync(default);
        await new DrainHolding(Store, Queue).RunAsync(default);
        await RunToRestAsync();
        return due;
    }

    /// <summary>Somebody of the playbook decides something about a lead, and the chain does all it does about it.</summary>
    /// <param name="who">A person's id; <c>service</c> and <c>admin</c> are nobody of the playbook.</param>
    public async Task<ActionResult> ActAsync(string email, string who, LifecycleAction action, long? ifVersion = null)
    {
        var result = await new ActOnLead(Store, Shelf, Clock, Ids).RunAsync(new(Ids.LeadIdOf(email), who, ifVersion), action, ActorOf(who), default);
        await RunToRestAsync();
        return result;
    }

    /// <summary>The same, and it must be allowed.</summary>
    public async Task<Lead> DoAsync(string email, string who, LifecycleAction action)
    {
        Assert.IsType<ActionResult.Applied>(await ActAsync(email, who, action));
        return await LeadAsync(email);
    }

    private Actor ActorOf(string who) => new(
        who switch
        {
            "service" => ActorKind.Service,
            "admin" => ActorKind.Admin,
            _ => Playbook.People.FirstOrDefault(person => person.Id == who)?.Role == "manager" ? ActorKind.Manager : ActorKind.Person,
        },
        who);

    /// <summary>A changed playbook comes into force now.</summary>
    public void Publish(Playbook changed) =>
        Shelf.Publish(new Published(Now, Rules.Book(changed with { Version = "v" + (Shelf.Versions.Count + 1) })));

    /// <summary>Time passes, and the engine notices: what is scheduled until then runs. The clock is set rather than let run, so that no handler is out of time.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var second = TimeSpan.FromSeconds(1);
        Start();
        Clock.SetForward(time - second);
        Clock.Advance(second);
        // The writer works in order: with this written, what is due by now waits in its queue.
        var mark = await Store.FindRegisterAsync(RegisterNames.Deployment, "passed", default);
        await Store.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Deployment, "passed", "0", mark?.Version ?? 0)] }, default);
        await RunToRestAsync();
    }

    /// <summary>Minutes pass until something has happened.</summary>
    public async Task PassUntilAsync(Func<Task<bool>> happened)
    {
        for (var minutes = 0; !await happened(); minutes++)
        {
            Assert.True(minutes < 6000, "It did not happen within 100 hours.");
            await PassAsync(TimeSpan.FromMinutes(1));
            await Task.Delay(5);
        }
    }
}

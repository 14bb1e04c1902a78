using System.Collections.Immutable;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using static LeadFunctions.Domain.Tests.Routing.Sales;

namespace LeadFunctions.Domain.Tests.Routing;

/// <summary>Eight threads route against registers that only change by conditional write, every message delivered twice.</summary>
public class a_thousand_leads_at_once
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e"];

    [Fact]
    public void none_is_lost_none_is_doubled_and_the_turns_are_those_of_one_after_another()
    {
        var playbook = Book([.. Ids.Select(Rep)], [Bdrs([.. Ids.Select((id, i) => new PoolMember(id, i + 1))])], CatchAll());

        var registers = RouteAtOnce(playbook, conditional: true);

        Assert.Equal(1000, registers.Owners.Count);
        Assert.Equal(Deal(Lead(playbook), 1000).Order(), registers.Owners.Values.Order());
        Assert.Equal(1000, registers.Rotations["bdrs"].AllTaken());
        Assert.Equal(0, registers.Rotations["bdrs"].Members.Values.Sum(member => member.Owed));
        Assert.All(Ids, id => Assert.Equal(registers.Owners.Values.Count(owner => owner == id), registers.Workloads[id].Open));
    }

    [Fact]
    public void nobody_passes_a_cap_and_the_rest_is_held()
    {
        var playbook = Book([.. Ids.Select(id => Rep(id) with { MaxOpen = 90 })], [Bdrs([.. Ids.Select(id => new PoolMember(id))])], CatchAll());

        var registers = RouteAtOnce(playbook, conditional: true);

        Assert.All(Ids, id => Assert.Equal(90, registers.Workloads[id].Open));
        Assert.Equal(450, registers.Owners.Count);
    }

    /// <summary>The control: the same without the condition does lose turns, so the test above can fail.</summary>
    [Fact]
    public void without_the_condition_turns_are_lost()
    {
        var playbook = Book([.. Ids.Select(Rep)], [Bdrs([.. Ids.Select(id => new PoolMember(id))])], CatchAll());

        Assert.True(RouteAtOnce(playbook, conditional: false).Rotations["bdrs"].AllTaken() < 1000);
    }

    private static Registers RouteAtOnce(Playbook playbook, bool conditional)
    {
        var store = new Registers[] { new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, Rotation>.Empty, ImmutableDictionary<string, Workload>.Empty) };
        using var together = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            for (var round = 0; round < 250; round++)
            {
                together.SignalAndWait();
                Route(store, playbook, ((round * 8) + thread) / 2, conditional);
            }

            together.RemoveParticipant();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return store[0];
    }

    /// <summary>Load, decide, commit; on a conflict all over again.</summary>
    private static void Route(Registers[] store, Playbook playbook, int lead, bool conditional)
    {
        while (true)
        {
            var read = Volatile.Read(ref store[0]);
            if (read.Owners.ContainsKey($"lead-{lead}"))
            {
                return;
            }

            var answer = Router.Decide(Lead(playbook, $"lead-{lead}") with { Rotations = read.Rotations, Workloads = read.Workloads });
            if (answer.Decision.PersonId is not { } chosen)
            {
                return;
            }

            var next = new Registers(
                read.Owners.SetItem($"lead-{lead}", chosen),
                read.Rotations.SetItem("bdrs", answer.Rotation!),
                read.Workloads.SetItem(chosen, answer.Workload!));
            if (!conditional)
            {
                // Leaves the others the time that any real store takes, however busy this machine is.
                Thread.Sleep(0);
                Volatile.Write(ref store[0], next);
                return;
            }

            if (Interlocked.CompareExchange(ref store[0], next, read) == read)
            {
                return;
            }
        }
    }

    private sealed record Registers(
        ImmutableDictionary<string, string> Owners, ImmutableDictionary<string, Rotation> Rotations, ImmutableDictionary<string, Workload> Workloads);
}

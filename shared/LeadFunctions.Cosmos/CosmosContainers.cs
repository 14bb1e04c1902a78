using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Cosmos;

/// <summary>The containers as the store needs them. With data-plane roles the application cannot make them: infra does, and a test compares.</summary>
public static class CosmosContainers
{
    private static readonly int VisitorSeconds = (int)TimeSpan.FromDays(90).TotalSeconds;

    /// <summary>What lists and the due query ask for. Nothing else is indexed: every index entry that changes costs 0.2 request units.</summary>
    public static readonly IReadOnlyList<string> LeadPaths =
    [
        "/score/?", "/updated/?", "/created/?", "/email/?", "/search/?", "/due/?", "/urgency/?", "/row/stage/?", "/row/band/?", "/row/owner/?", "/row/held/?",
    ];

    /// <summary>Each lead with its pages is a partition.</summary>
    public static ContainerProperties Leads => With(new ContainerProperties("leads", "/leadId"), LeadPaths);

    /// <summary>Forgotten 90 days after they were last written.</summary>
    public static ContainerProperties Visitors => With(new ContainerProperties("visitors", "/visitorId") { DefaultTimeToLive = VisitorSeconds }, []);

    internal static DocumentCells LeadCells(DocumentStore documents) => new(documents, "lead", "leadId", (json, cell) =>
    {
        // One that is merged into another stands in no list.
        if (Values.Lead(cell) is { MergedInto: null } lead)
        {
            LeadFields.Write(json, lead);
        }
    });

    internal static DocumentCells VisitorCells(DocumentStore documents) => new(documents, "visitor", "visitorId", (_, _) => { });

    private static ContainerProperties With(ContainerProperties container, IReadOnlyList<string> paths)
    {
        container.IndexingPolicy = new IndexingPolicy { ExcludedPaths = { new ExcludedPath { Path = "/*" } } };
        foreach (var path in paths)
        {
            container.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path });
        }

        return container;
    }
}

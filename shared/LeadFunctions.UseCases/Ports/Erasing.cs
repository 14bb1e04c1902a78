using LeadFunctions.Domain.Identity;

namespace LeadFunctions.UseCases.Ports;

/// <summary>What is to be erased: everything of these leads, and every mention of their addresses elsewhere.</summary>
/// <param name="Visitors">Browsers that are theirs.</param>
/// <param name="Since">Of files that name leads by id.</param>
/// <param name="Again">A second look after an erasure that was carried out: there is nothing to be done unless something is found.</param>
public sealed record Erasure(IReadOnlyList<string> LeadIds, IReadOnlyList<string> Visitors, AddressTraces Traces, DateTimeOffset Since, bool Again = false);

/// <summary>How much was, or would be, erased.</summary>
/// <param name="Mentions">Rows of others that named an address and no longer do.</param>
/// <param name="Unfinished">Some of it still waits in a queue or has not been looked at: ask again, and it goes on.</param>
public sealed record Erased(int Activities = 0, int Visitors = 0, int Messages = 0, int Registers = 0, int Mentions = 0, int Files = 0, bool Unfinished = false);

/// <summary>The store's part: leads, timelines, browsers, queues, dead letters, registers, freed pages and the log. May be repeated.</summary>
public delegate Task<Erased> EraseStored(Erasure erasure, bool dryRun, CancellationToken ct);

/// <summary>The part outside the store: mails and notifications in folders, and the list that outlives the store. May be repeated.</summary>
public delegate Task<int> EraseFiles(Erasure erasure, bool dryRun, CancellationToken ct);

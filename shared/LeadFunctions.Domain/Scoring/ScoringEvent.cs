namespace LeadFunctions.Domain.Scoring;

/// <summary>A signal as the inner loop sees it.</summary>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="Signal">The model's number for the signal; -1 when nothing scores it (it is activity all the same).</param>
/// <param name="Source">Where it stood in the ledger it was made from.</param>
internal readonly record struct ScoringEvent(long At, int Signal, int Source);

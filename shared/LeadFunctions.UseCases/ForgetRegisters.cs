namespace LeadFunctions.UseCases;

/// <summary>The forgetting timer: entries of <see cref="ForgettingRegister"/>s that nobody can find any more go, oldest first.</summary>
public sealed class ForgetRegisters(IEnumerable<ForgettingRegister> registers) : ITimed
{
    // Per run and register 50,000 entries: more than can be written in the same time for long.
    private const int MostRuns = 100;

    public async Task<string> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var forgotten = 0;
        foreach (var register in registers)
        {
            for (int runs = 0, last = ForgettingRegister.MostPerRun; runs < MostRuns && last == ForgettingRegister.MostPerRun; runs++)
            {
                forgotten += last = await register.ForgetAsync(now, ct);
            }
        }

        return $"{forgotten} entries forgotten";
    }
}

namespace LeadFunctions.Embedded.Demo;

/// <summary>Draws that depend on the seed and a name alone, so that the same people do the same things whatever else happens.</summary>
internal sealed class Dice(int seed, string name)
{
    private readonly Random _random = new((int)name.Aggregate(2166136261u ^ (uint)seed, (hash, letter) => (hash ^ letter) * 16777619u));

    public bool Chance(double share) => _random.NextDouble() < share;

    public int Number(int from, int below) => _random.Next(from, below);

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Mostly about the middle, sometimes much longer: how people take their time.</summary>
    public TimeSpan About(TimeSpan middle)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return middle * Math.Exp(Math.Clamp(normal, -2.5, 2.5) * 0.8);
    }
}

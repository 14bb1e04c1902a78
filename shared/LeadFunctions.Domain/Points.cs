namespace LeadFunctions.Domain;

/// <summary>A score or an addend of one, in integer milli-points (20 points are 20,000), so that sums are exact.</summary>
public readonly record struct Points(long Milli) : IComparable<Points>
{
    public static readonly Points Zero;

    public static Points Whole(long points) => new(points * 1000);

    public static Points operator +(Points left, Points right) => new(left.Milli + right.Milli);

    public static Points operator -(Points left, Points right) => new(left.Milli - right.Milli);

    public static Points operator -(Points value) => new(-value.Milli);

    public static bool operator <(Points left, Points right) => left.Milli < right.Milli;

    public static bool operator >(Points left, Points right) => left.Milli > right.Milli;

    public static bool operator <=(Points left, Points right) => left.Milli <= right.Milli;

    public static bool operator >=(Points left, Points right) => left.Milli >= right.Milli;

    public int CompareTo(Points other) => Milli.CompareTo(other.Milli);

    /// <summary>For people and JSON: 20000 -> 20, 19987 -> 19.987.</summary>
    public decimal ToDecimal() => Milli / 1000m;

    public override string ToString() => (Milli / 1000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}

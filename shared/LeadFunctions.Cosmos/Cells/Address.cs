using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>Where a cell is: a lead's document, a visitor's document, or a register's row. Stored.</summary>
/// <param name="Space"><c>@lead</c>, <c>@visitor</c>, <c>$open</c> for a commit's own row, or a register's name.</param>
internal readonly record struct Address(string Space, string Key)
{
    public const string Leads = "@lead";
    public const string Visitors = "@visitor";

    /// <summary>A register of our own: commits that are not ended.</summary>
    public const string Marks = "$open";

    /// <summary>It is made before anything is prepared and gone when all is ended: where there is none, there is nothing to decide.</summary>
    public bool IsMark => Space == Marks;

    public static Address OfMark(string commit) => new(Marks, commit);

    public static Address OfLead(string id) => new(Leads, id);

    public static Address OfVisitor(string id) => new(Visitors, id);

    public static Address Of(RegisterWrite write) => new(write.Register, write.Key);
}

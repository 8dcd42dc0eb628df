namespace Commerce.Grains.Products.Owners;

/// <summary>What the owner of a name may be told.</summary>
internal abstract record OwnerCommand
{
    private OwnerCommand() { }

    /// <summary>A holder is about to use it.</summary>
    public sealed record Claim(OwnedName Name, NameHolder Holder, string Ticket, DateTimeOffset Until) : OwnerCommand;

    /// <summary>The holder will not use it after all.</summary>
    public sealed record Withdraw(NameHolder Holder, string Ticket) : OwnerCommand;

    /// <summary>The holder uses it, as of a version.</summary>
    public sealed record Keep(OwnedName Name, NameHolder Holder, long AsOf, string? Ticket) : OwnerCommand;

    /// <summary>The holder does not use it, as of a version.</summary>
    public sealed record Drop(NameHolder Holder, long AsOf, string? Ticket) : OwnerCommand;
}

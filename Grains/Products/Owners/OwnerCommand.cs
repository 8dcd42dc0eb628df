namespace Commerce.Grains.Products.Owners;

/// <summary>What the owner of a name may be told.</summary>
internal abstract record OwnerCommand
{
    private OwnerCommand() { }

    /// <summary>A product is about to use it.</summary>
    public sealed record Claim(OwnedName Name, ProductId Product, string Ticket, DateTimeOffset Until) : OwnerCommand;

    /// <summary>The product will not use it after all.</summary>
    public sealed record Withdraw(ProductId Product, string Ticket) : OwnerCommand;

    /// <summary>The product uses it, as of a version.</summary>
    public sealed record Keep(OwnedName Name, ProductId Product, long AsOf, string? Ticket) : OwnerCommand;

    /// <summary>The product does not use it, as of a version.</summary>
    public sealed record Drop(ProductId Product, long AsOf, string? Ticket) : OwnerCommand;
}

using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Units of an item; all of it when the quantity is left out.</summary>
internal sealed record ItemChoiceBody(
    [property: StringLength(20, MinimumLength = 1)] string ItemId, [property: Range(1, 10_000)] int? Quantity = null)
{
    public ItemChoice ToChoice() => new(ItemId, Quantity);
}

/// <summary>Voids an order, or what is left of it.</summary>
internal sealed record VoidBody(
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason,
    bool UnshippedOnly = false,
    [property: Length(1, 1_000)] IReadOnlyList<ItemChoiceBody>? Items = null)
{
    public OrderCommand.VoidOrder ToCommand() => new(Reason, UnshippedOnly)
    {
        Items = [.. (Items ?? []).Select(item => item.ToChoice())],
    };
}

/// <summary>Why staff do something.</summary>
internal sealed record ReasonBody([property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason);

/// <summary>How the shopper's own step at the simulated gateway ends.</summary>
internal sealed record AuthenticateBody([property: AllowedValues("succeed", "fail")] string Result);

using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Carts.CartState;

namespace Commerce.Grains.Carts;

/// <summary>A cart, put together: rules, view, rows, time.</summary>
internal static class CartBlueprint
{
    public static Blueprint<CartState, CartCommand, CartEvent, CartView> Of(CartId cart, ShopSettings settings) => new()
    {
        Initial = new Blank(),
        Decide = (state, command, now) => CartMachine.Decide(cart, settings, state, command, now),
        Evolve = CartMachine.Evolve,
        View = (_, state) => View(cart, settings.Currency, state),
        Rows = (_, state) => Rows(cart, settings.Currency, state),
        DueAt = state => state switch { Open s => s.ExpiresAt, Frozen s => s.AskAt, _ => null },
        Elapse = (state, now) => state is Open s && now >= s.ExpiresAt ? new CartCommand.Lapse() : null,
        Questions = (_, state, now) => state is Frozen s && now >= s.AskAt ? [new AskVerdict(cart, s.Attempt)] : [],
        Errands = (_, state, happened) => CartErrands.Of(cart, state, happened),
    };

    public static CartContent? ContentOf(CartState state) => state switch
    {
        Open s => s.Content,
        Frozen s => s.Content,
        Closed s => s.Content,
        Expired s => s.Content,
        Merged s => s.Content,
        _ => null,
    };

    public static CartBasis Basis(CartId cart, string currency, CartState state)
    {
        var content = ContentOf(state);
        var attempt = content is { Attempts: > 0 }
            ? Orders.AttemptId.Of(cart.Order, content.Attempts)
            : (Orders.AttemptId?)null;
        return new(
            View(cart, currency, state),
            content?.Revision ?? 0,
            content is null ? [] : [.. content.Lines.Select(line => line.Wanted)],
            content?.Quote,
            attempt,
            (state as Frozen)?.Request,
            content?.OffersHeld() ?? [],
            OwnerOf(state),
            (state as Merged)?.Into)
        {
            InBasketAt = content?.CreatedAt,
        };
    }

    public static CustomerId? OwnerOf(CartState state) =>
        state is Merged given ? given.Customer : ContentOf(state)?.Customer;

    private static CartView View(CartId cart, string currency, CartState state)
    {
        var content = ContentOf(state);
        return new(
            cart,
            Status(state),
            content is null ? [] : [.. content.Lines.Select(View)],
            content?.Delivery,
            TotalsOf(content, currency),
            state is Frozen or Closed ? cart.Order : null,
            state is Open open ? open.ExpiresAt : null);
    }

    private static CartLineView View(CartLine line)
    {
        var (item, quantity, _) = line.Wanted;
        var price = line.Wanted.UnitPrice();
        return new(line.Id, item.Sku, item.Product, item.Name, item.Options, quantity, price.Amount, price.Name,
            price.Amount * quantity);
    }

    private static string Status(CartState state) => state switch
    {
        Blank or Open => "open",
        Frozen => "frozen",
        Closed => "closed",
        Expired => "expired",
        Merged => "merged",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Shipping and tax are known once a quote fits the content.
    private static Totals TotalsOf(CartContent? content, string currency)
    {
        if (content?.Quote is { } quote) return quote.Totals;
        var none = Money.Zero(currency);
        var items = content?.Lines.Aggregate(
            none, (sum, line) => sum + line.Wanted.UnitPrice().Amount * line.Wanted.Quantity) ?? none;
        return new(items, none, none, none, items);
    }

    private static RowSet Rows(CartId cart, string currency, CartState state)
    {
        if (ContentOf(state) is not { } content) return RowSet.None;
        return RowSet.None.With("carts", [new CartRow(
            Status(state),
            content.Lines.Length,
            content.Lines.Sum(line => line.Wanted.Quantity),
            TotalsOf(content, currency).Due.Amount,
            currency,
            state is Frozen or Closed ? cart.Order.Value : null,
            content.CreatedAt.ToUnixTimeMilliseconds(),
            content.ChangedAt.ToUnixTimeMilliseconds())]);
    }
}

/// <summary>One cart in lists and reports.</summary>
internal sealed record CartRow(
    string Status, int LineCount, int UnitCount, long Total, string Currency, string? OrderId, long CreatedAt,
        long ChangedAt);

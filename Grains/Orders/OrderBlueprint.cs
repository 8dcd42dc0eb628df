using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>An order, put together: rules, view, rows, errands, mails, time.</summary>
internal static class OrderBlueprint
{
    public static Blueprint<OrderState, OrderCommand, OrderEvent, OrderView> Of(
        OrderId order, ShopSettings settings) => new()
        {
            Initial = new Blank([]),
            Decide = (state, command, now) => OrderMachine.Decide(order, settings, state, command, now),
            Evolve = OrderMachine.Evolve,
            View = (_, state) => OrderViews.Of(order, settings.Currency, state),
            WithoutSecrets = OrderViews.WithoutSecrets,
            Rows = (_, state) => OrderRows.Of(order, state),
            Errands = (_, state, happened) => OrderErrands.Of(state, happened),
            Problems = (_, state, happened) => OrderProblems.Of(order, settings, state, happened),
            Outgoing = (_, state, happened) => happened is LinkMade made
                ? [MailOf(made, settings, OrderViews.Of(order, settings.Currency, state))]
                : MailsOf(order, settings, state, happened),
            DueAt = state => Earlier(StrayMoney.AskAt(state), state switch
            {
                Confirmed s => s.Core.Last.AskAt,
                Placed s => OrderTimes.Next(s, settings),
                _ => null,
            }),
            Questions = (_, state, now) => state switch
            {
                Confirmed s when now >= s.Core.Last.AskAt =>
                    [new OrderErrand.AskGateway(s.Core.Last.Attempt), .. StrayMoney.Questions(state, now)],
                Placed s => [.. OrderTimes.Questions(order, s, settings, now), .. StrayMoney.Questions(state, now)],
                _ => [.. StrayMoney.Questions(state, now)],
            },
        };

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one < other ? one : other ?? one;

    // The storefront's page hands the secret in, with a payment method.
    private static Outgoing MailOf(LinkMade made, ShopSettings settings, OrderView order) => OrderMails.PaymentWanted(
        order, made.Amount, made.Until,
        settings.Url is { } url ? $"{url.TrimEnd('/')}/orders/{order.Id}/payment?link={made.Token}" : made.Token);

    private static ImmutableArray<Outgoing> MailsOf(
        OrderId id, ShopSettings settings, OrderState state, OrderEvent happened)
    {
        if (happened is not (PaymentAuthorized or ItemsShipped { Soft: false } or PaymentRefused { Present: false }))
            return [];
        var order = OrderViews.Of(id, settings.Currency, state);
        return (happened, order.Delivery!.Method) switch
        {
            (PaymentAuthorized, _) =>
            [
                OrderMails.NewOrder(order),
                .. OrderMachine.CoreOf(state)!.Notices.Select(
                    notice => OrderMails.Ordered(order, notice, settings.StaffPageOf(id.Value))),
            ],
            (ItemsShipped, "none" or "pickup") => [],
            (ItemsShipped e, _) => [OrderMails.Shipped(order, e.ShipmentId)],
            _ => [OrderMails.DelayedDenied(order.Number, order.ConfirmedAt!.Value, order.Delivery.Email)],
        };
    }
}

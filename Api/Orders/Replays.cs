using Commerce.Api.Http;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Answers about orders are kept without the shopper's secret; a replay shows the current one.</summary>
internal static class Replays
{
    public static async Task<Outcome<Placement>?> Placement(KeptAnswer kept, IClusterClient grains) =>
        await Order(kept, grains) switch
        {
            Outcome<OrderView>.Done(var order, var version) =>
                new Outcome<Placement>.Done(new(order, Earlier: false), version),
            Outcome<OrderView>.Refused(var why) => why,
            _ => null,
        };

    public static async Task<Outcome<OrderView>?> Order(KeptAnswer kept, IClusterClient grains) =>
        RefusalJson.Read<OrderView>(kept) switch
        {
            Outcome<OrderView>.Done(var order, var version) when order.Payments.Any(Waits) =>
                new Outcome<OrderView>.Done(await WithSecrets(order, grains), version),
            var outcome => outcome,
        };

    private static bool Waits(PaymentView payment) => payment.Status == "action_required";

    private static async Task<OrderView> WithSecrets(OrderView kept, IClusterClient grains)
    {
        var now = await grains.Order(kept.Id.Value).View() is Outcome<OrderView>.Done(var order, _) ? order : kept;
        return kept with
        {
            Payments = [.. kept.Payments.Select(payment => payment with
            {
                ClientSecret = now.Payments.FirstOrDefault(current => current.Id == payment.Id)?.ClientSecret,
            })],
        };
    }
}

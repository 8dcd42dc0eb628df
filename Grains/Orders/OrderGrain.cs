using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Orders;

/// <summary>The shell of one order.</summary>
[GrainType("order")]
internal sealed class OrderGrain(
    [PersistentState(
        "order")] IPersistentState<Stored<OrderState, OrderEvent>> stored, IGrainContext context, EntityTools tools)
    : Entity<OrderState, OrderCommand, OrderEvent, OrderView>(
        stored, OrderBlueprint.Of(OrderId.Of(context.GrainId.Key.ToString()!), tools.Settings), tools), IOrderGrain
{
    private readonly TimeProvider clock = tools.Clock;

    public Task<Outcome<OrderView>> Confirm(OrderCommand.Confirm command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> Learn(OrderCommand.Learn command, Call call) => Apply(command, call);

    public async Task<Verdict> Verdict(AttemptId attempt)
    {
        await Apply(new OrderCommand.Judge(attempt), Call.System);
        return PaymentRules.VerdictOn(State, attempt);
    }

    public Task<Outcome<OrderView>> Abandon(Call call) => Apply(new OrderCommand.Abandon(), call);

    public Task<Outcome<OrderView>> Ship(OrderCommand.Ship command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> Void(OrderCommand.VoidOrder command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> Settle(OrderCommand.Settle command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> ReportLost(OrderCommand.ReportLost command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> Lapse() => Apply(new OrderCommand.Lapse(), Call.System);

    public Task<Outcome<OrderView>?> Recall(CallKey key) => Task.FromResult(Recalled(key));

    public Task<Outcome<OrderView>> View() => Task.FromResult(
        OrderMachine.CoreOf(State) is null ? new NotFound("order") : Seen());

    public Task<Inquiry?> Inquiry(AttemptId attempt) => Task.FromResult(
        OrderMachine.CoreOf(State)?.PaymentOf(attempt) is { Request: { } request } payment
            ? new Inquiry(
                request,
                payment.FirstSentAt,
                payment.GatewayId,
                payment.ClientSecret is not null,
                PaymentRules.PurposeOf(State, payment, clock.Now()))
            : null);
}

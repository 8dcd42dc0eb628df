using Commerce.Grains.Kernel;
using Commerce.Grains.Numbers;
using Commerce.Grains.Payments;
using Orleans.Runtime;

namespace Commerce.Grains.Orders;

/// <summary>The shell of one order.</summary>
[GrainType("order")]
internal sealed partial class OrderGrain(
    [PersistentState(
        "order")] IPersistentState<Stored<OrderState, OrderEvent>> stored, IGrainContext context, EntityTools tools,
    NumberSource numbers)
    : Entity<OrderState, OrderCommand, OrderEvent, OrderView>(
        stored, OrderBlueprint.Of(OrderId.Of(context.GrainId.Key.ToString()!), tools.Settings), tools),
        IOrderGrain, IOrderMoneyGrain
{
    private readonly TimeProvider clock = tools.Clock;
    private readonly ShopSettings settings = tools.Settings;

    public async Task<Outcome<OrderView>> Confirm(OrderCommand.Confirm command, Call call) =>
        await Apply(command with { Transaction = await Number() }, call);

    public Task<Outcome<OrderView>> Learn(OrderCommand.Learn command, Call call) => Apply(command, call);

    public async Task<Verdict> Verdict(AttemptId attempt)
    {
        await Apply(new OrderCommand.Judge(attempt), Call.System);
        return PaymentRules.VerdictOn(State, attempt);
    }

    public Task<Outcome<OrderView>> Abandon(Call call) => Apply(new OrderCommand.Abandon(), call);

    public async Task<Outcome<OrderView>> Ship(OrderCommand.Ship command, Call call) =>
        await Apply(command with { Transaction = await Number() }, call);

    public Task<PaymentMatter?> Matter(string reference, string? paymentId) =>
        Task.FromResult(PaymentMatters.Of(State, reference, paymentId));

    public Task<ChargeInquiry?> ChargeInquiry(string shipmentId) =>
        Task.FromResult(ChargeRules.InquiryOf(State, shipmentId));

    public async Task<Outcome<OrderView>> LearnCharge(OrderCommand.LearnCharge command, Call call) =>
        await Apply(command with { Transaction = await Number() }, call);

    public Task<Outcome<OrderView>> Release(OrderCommand.ReleaseShipment command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> Abort(OrderCommand.AbortShipment command, Call call) => Apply(command, call);

    public async Task<Outcome<OrderView>> CollectOwed() =>
        await Apply(new OrderCommand.CollectOwed(await Number()), Call.System);

    public async Task<Outcome<OrderView>> Return(OrderCommand.Return command, Call call)
    {
        var transactions = ImmutableArray.CreateBuilder<long>();
        var payments = OrderMachine.CoreOf(State)?.Payments ?? [];
        foreach (var _ in payments.Where(payment => payment.Rest > 0)) transactions.Add(await Number());
        return await Apply(
            command with { Transactions = transactions.ToImmutable(), By = call.Who }, call);
    }

    public async Task<Outcome<OrderView>> RepeatRefund(OrderCommand.RepeatRefund command, Call call) =>
        await Apply(command with { Transaction = await Number() }, call);

    public Task<RefundInquiry?> RefundInquiry(string refundId, string reference) =>
        Task.FromResult(ReturnRules.InquiryOf(State, refundId, reference));

    public Task<Outcome<OrderView>> LearnRefund(OrderCommand.LearnRefund command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> LearnPayment(OrderCommand.LearnPayment command) => Apply(command, Call.System);

    public Task<KeepMethodRequest?> MethodInquiry(AttemptId attempt) =>
        Task.FromResult(PaymentRules.MethodOf(State, attempt));

    public Task KeepMethod(AttemptId attempt, OrderCommand.KeepMethod? command)
    {
        Bring(new OrderErrand.KeepMethod(attempt), command);
        return Task.CompletedTask;
    }

    public Task<string?> MethodToForget(AttemptId attempt) =>
        Task.FromResult(MethodRules.MethodOf(State, attempt, settings, clock.Now()));

    public Task<Outcome<OrderView>> ForgetMethod(OrderCommand.ForgetMethod command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> Void(OrderCommand.VoidOrder command, Call call) =>
        Apply(command with { By = call.Who }, call);

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

    // A number that is not used in the end is a gap (GEN-09).
    private Task<long> Number() => numbers.Next(NumberKind.Transaction);
}

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
    private readonly FirstSendings sendings = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        sendings.Begin(OrderMachine.CoreOf(State)?.Payments.Select(payment => payment.Attempt.Value) ?? []);
        return Task.CompletedTask;
    }

    public Task<Outcome<OrderView>> Confirm(OrderCommand.Confirm command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> Learn(OrderCommand.Learn command, Call call) => Apply(command, call);

    public async Task<Verdict> Verdict(AttemptId attempt)
    {
        await Apply(new OrderCommand.Judge(attempt), Call.System);
        return PaymentRules.VerdictOn(State, attempt);
    }

    public Task<Outcome<OrderView>> Abandon(Call call) => Apply(new OrderCommand.Abandon(), call);

    public Task<Outcome<OrderView>> AskCancel(OrderCommand.AskCancel command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> Ship(OrderCommand.Ship command, Call call) => Apply(command, call);

    public Task<PaymentMatter?> Matter(string reference, string? paymentId) =>
        Task.FromResult(PaymentMatters.Of(State, reference, paymentId));

    public Task<ChargeInquiry?> ChargeInquiry(string shipmentId) =>
        Task.FromResult(ChargeRules.InquiryOf(State, shipmentId) is { Capture: null, PaymentId: null } inquiry
            ? inquiry with { First = sendings.Take(inquiry.Request.Reference) }
            : ChargeRules.InquiryOf(State, shipmentId));

    public Task<Outcome<OrderView>> LearnCharge(OrderCommand.LearnCharge command, Call call) =>
        Apply(command, call);

    public Task<Outcome<OrderView>> Release(OrderCommand.ReleaseShipment command, Call call) =>
        Apply(command, call);

    public Task<Outcome<OrderView>> Abort(OrderCommand.AbortShipment command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> CollectOwed() =>
        Apply(new OrderCommand.CollectOwed(0), Call.System);

    public Task<Outcome<OrderView>> Return(OrderCommand.Return command, Call call) =>
        Apply(command with { By = call.Who }, call);

    public Task<Outcome<OrderView>> RepeatRefund(OrderCommand.RepeatRefund command, Call call) =>
        Apply(command, call);

    public Task<RefundInquiry?> RefundInquiry(string refundId, string reference) =>
        Task.FromResult(ReturnRules.InquiryOf(State, refundId, reference));

    public Task<Outcome<OrderView>> LearnRefund(OrderCommand.LearnRefund command) =>
        Apply(command, Call.System);

    public Task<Outcome<OrderView>> LearnPayment(OrderCommand.LearnPayment command) =>
        Apply(command, Call.System);

    public Task<MethodToKeep?> MethodInquiry(AttemptId attempt) =>
        Task.FromResult(PaymentRules.MethodOf(State, attempt));

    public Task KeepMethod(AttemptId attempt, OrderCommand.KeepMethod? command)
    {
        Bring(new OrderErrand.KeepMethod(attempt), command);
        return Task.CompletedTask;
    }

    public Task<MethodToForget?> MethodToForget(AttemptId attempt) =>
        Task.FromResult(MethodRules.MethodOf(State, attempt, settings, clock.Now()));

    public Task<Outcome<OrderView>> ForgetMethod(OrderCommand.ForgetMethod command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> Void(OrderCommand.VoidOrder command, Call call) =>
        Apply(command with { By = call.Who }, call);

    public Task<Outcome<OrderView>> Settle(OrderCommand.Settle command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> ReportLost(OrderCommand.ReportLost command) => Apply(command, Call.System);

    public Task<Outcome<OrderView>> ReportCertificate(OrderCommand.ReportCertificate command) =>
        Apply(command, Call.System);

    public Task<Outcome<OrderView>> Lapse() => Apply(new OrderCommand.Lapse(), Call.System);

    public Task<Outcome<OrderView>?> Recall(CallKey key) => Task.FromResult(Recalled(key));

    public Task<Outcome<OrderView>> View() => Task.FromResult(
        OrderMachine.CoreOf(State) is null ? new NotFound("order") : Seen());

    public Task<Inquiry?> Inquiry(AttemptId attempt)
    {
        if (OrderMachine.CoreOf(State)?.PaymentOf(attempt) is not { Request: { } request } payment)
            return Task.FromResult<Inquiry?>(null);
        var purpose = PaymentRules.PurposeOf(State, payment, clock.Now());
        return Task.FromResult<Inquiry?>(
            new(request, payment.FirstSentAt, payment.GatewayId, payment.ClientSecret is not null, purpose)
            {
                BrokenAt = payment.BrokenAt,
                SaidAt = clock.Now(),
                Return = payment.Return,
                First = payment.GatewayId is null && FirstSendings.AreFor(purpose)
                    && sendings.Take(request.Reference),
            });
    }

    protected override async ValueTask<ImmutableArray<OrderEvent>> Complete(ImmutableArray<OrderEvent> decided)
    {
        if (!decided.Any(TransactionNumbers.IsToBeNumbered)) return decided;
        var numbered = ImmutableArray.CreateBuilder<OrderEvent>(decided.Length);
        foreach (var happened in decided) numbered.Add(await TransactionNumbers.On(happened, numbers.Next));
        return numbered.MoveToImmutable();
    }
}

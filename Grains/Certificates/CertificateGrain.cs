using Commerce.Grains.Kernel;
using Commerce.Grains.Numbers;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;
using Orleans.Runtime;

namespace Commerce.Grains.Certificates;

/// <summary>The shell of one gift certificate.</summary>
[GrainType("certificate")]
internal sealed class CertificateGrain(
    [PersistentState("certificate")] IPersistentState<Stored<CertificateState, CertificateEvent>> stored,
    IGrainContext context,
    EntityTools tools,
    NumberSource numbers,
    IIdSource ids)
    : Entity<CertificateState, CertificateCommand, CertificateEvent, CertificateView>(
        stored, CertificateBlueprint.Of(CertificateId.Of(context.GrainId.Key.ToString()!), tools.Settings), tools),
        ICertificateGrain, ICertificateUses
{
    private readonly FirstSendings sendings = new();

    private CertificateCore? Core => CertificateMachine.CoreOf(State);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Core?.PaidWith is { } payment) sendings.Begin([payment.Request.Reference]);
        return Task.CompletedTask;
    }

    public Task<Outcome<CertificateView>> Issue(CertificateCommand.Issue command, Call call) => Apply(command, call);

    public Task<Outcome<CertificateView>> Purchase(CertificateCommand.Purchase command, Call call) =>
        Apply(command, call);

    public Task<Outcome<CertificateView>> Learn(CertificateCommand.Learn command, Call call) => Apply(command, call);

    public Task<Outcome<CertificateView>> AskCancel(string paymentId) =>
        Apply(new CertificateCommand.AskCancel(paymentId), Call.System);

    public Task<Outcome<CertificateView>> TakeMoney(PaymentFact fact) =>
        Apply(new CertificateCommand.TakeMoney(fact), Call.System);

    public Task<Outcome<CertificateView>> Settle(CertificateCommand.Settle command) => Apply(command, Call.System);

    public Task<Outcome<CertificateView>> Claim(CertificateCommand.Claim command, Call call) => Apply(command, call);

    public Task<Outcome<CertificateView>> SetExpiry(DateTimeOffset? at, Call call) =>
        Apply(new CertificateCommand.SetExpiry(at), call);

    public Task<Outcome<CertificateView>> Void(Call call) =>
        Apply(new CertificateCommand.Void(call.Who) { Reason = call.Why }, call);

    public Task<Outcome<CertificateView>> LeaveOut(Call call) => Apply(new CertificateCommand.LeaveOut(), call);

    public async Task<Outcome<Money>> Hold(CertificateCommand.Hold command)
    {
        if (await Apply(command, Call.System) is Outcome<CertificateView>.Refused(var why)) return why;
        return Core?.UseOf(command.Attempt) switch
        {
            { Status: UsageStatus.Released } => new AttemptDead(command.Attempt),
            var use => new Outcome<Money>.Done(use?.Amount ?? Money.Zero(command.Most.Currency), Version),
        };
    }

    public Task<Outcome<CertificateView>> Commit(AttemptId attempt) =>
        Apply(new CertificateCommand.Commit(attempt), Call.System);

    public Task<Outcome<CertificateView>> Release(AttemptId attempt) =>
        Apply(new CertificateCommand.Release(attempt), Call.System);

    public Task<Outcome<CertificateView>> Reinstate(AttemptId attempt, string part, Money amount) =>
        Apply(new CertificateCommand.Reinstate(attempt, part, amount), Call.System);

    // The order that gives back is paid: of its attempts one was not released here.
    public async Task<Outcome<Reinstatement>> Reinstate(OrderId order, string part, Money amount)
    {
        if (Core is not { } core) return new NotFound("gift certificate");
        var use = core.Uses.LastOrDefault(
            one => one.Attempt.Order == order && one.Status != UsageStatus.Released);
        if (use is null) return new CertificateHoldUnknown(AttemptId.Of(order, 1));
        return await Reinstate(use.Attempt, part, amount) is Outcome<CertificateView>.Refused(var why)
            ? why
            : new Outcome<Reinstatement>.Done(new(Key, Core!.UsableAt(Now)), Version);
    }

    public Task<Outcome<CertificateView>> View() =>
        Task.FromResult(Core is null ? new NotFound("gift certificate") : Seen());

    public Task<Inquiry?> Inquiry()
    {
        if (Core?.PaidWith is not { } payment) return Task.FromResult<Inquiry?>(null);
        var purpose = PurchaseRules.PurposeOf(State, Now);
        return Task.FromResult<Inquiry?>(
            new(payment.Request, payment.FirstSentAt, payment.GatewayId, payment.ClientSecret is not null, purpose)
            {
                BrokenAt = payment.BrokenAt,
                SaidAt = Now,
                Return = payment.Return,
                First = payment.GatewayId is null && FirstSendings.AreFor(purpose)
                    && sendings.Take(payment.Request.Reference),
            });
    }

    public Task<MoneyToTake?> MoneyToTake() => Task.FromResult(PromisedMoney.Of(Core));

    protected override async ValueTask<ImmutableArray<CertificateEvent>> Complete(
        ImmutableArray<CertificateEvent> decided) => decided switch
        {
            [CertificateEvent.Issued e] => [e with { Number = await numbers.Next(NumberKind.Certificate) }],
            [CertificateEvent.Purchased e] => [await Numbered(e)],
            _ => decided,
        };

    private async ValueTask<CertificateEvent> Numbered(CertificateEvent.Purchased bought)
    {
        var number = await numbers.Next(NumberKind.Certificate);
        return bought with
        {
            Number = number,
            ClaimCheck = ClaimCheck.Make(bought.Letter.RecipientEmail, number, ids),
            Transaction = await numbers.Next(NumberKind.Transaction),
        };
    }
}

using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Books;

/// <summary>One order from its checkout to its end: the machines of the shop, a gateway that keeps its own books, and a
/// purse of certificates. Only what the shop's shells do by themselves is done here.</summary>
internal sealed class MoneyCourse
{
    private readonly Blueprint<OrderState, OrderCommand, OrderEvent, OrderView> rules;
    private readonly GatewayInquiry inquiries;
    private readonly List<OrderErrand> errands = [];
    private string? token;
    private long transactions = 4_000_000;
    private int links;

    public MoneyCourse(Random random, AnyPurchase purchase)
    {
        Purchase = purchase;
        Gateway = new(Clock)
        {
            Plan = _ => !Calm && random.Next(8) == 0 ? (Fault)random.Next(1, 3) : Fault.None,
            Declines = _ => !Calm && random.Next(6) == 0,
        };
        inquiries = new(Gateway, new(Clock, purchase.Settings));
        rules = OrderBlueprint.Of(AdasOrder, purchase.Settings);
        State = rules.Initial;
    }

    public AnyPurchase Purchase { get; }

    public ManualClock Clock { get; } = new();

    public CountedGateway Gateway { get; }

    /// <summary>From now on the gateway answers at once, and says yes.</summary>
    public bool Calm { get; set; }

    public OrderState State { get; private set; }

    /// <summary>Everything that happened so far.</summary>
    public List<OrderEvent> Happened { get; } = [];

    public bool HasErrands => errands.Count > 0;

    private DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Tries to pay, a few times if need be.</summary>
    public async Task Pay()
    {
        for (var number = 1; number <= 3 && State is not OrderState.Placed; number++)
        {
            var attempt = AttemptId.Of(AdasOrder, number);
            if (Purchase.Hold(attempt, Now) is not { } quote) return;
            var request = quote.Totals.Due.IsPositive
                ? new AuthorizeRequest(
                    attempt.Value, $"{attempt.Value}/authorize", quote.Totals.Due, "pm_card_visa", null, ToAda.Address)
                {
                    KeepForLater = Purchase.Settings.ShipInParts,
                    ManyCaptures = Purchase.Settings.ManyCaptures,
                }
                : null;
            Do(new OrderCommand.Confirm(
                attempt, 3_000_000, quote, ToAda, Now + Purchase.Settings.HoldTime, request));
            for (var tries = 0; State is OrderState.Confirmed && tries < 20; tries++) await Ask(attempt, true);
            while (HasErrands) await Deliver(0);
        }
    }

    /// <summary>Does what a command asks for, stores what it came to, and reads it again; false: nothing
    /// happened.</summary>
    public bool Do(OrderCommand command)
    {
        if (rules.Decide(State, command, Now) is not Decision<OrderEvent>.Accepted(var events, _)) return false;
        foreach (var happened in events)
        {
            State = rules.Evolve(State, happened);
            Happened.Add(happened);
            errands.AddRange(rules.Errands(AdasOrder.Value, State, happened).OfType<OrderErrand>());
        }

        var text = KernelText.Of(State);
        State = KernelText.Read<OrderState>(System.Text.Json.JsonElement.Parse(text));
        Assert.Equal(text, KernelText.Of(State));
        return true;
    }

    /// <summary>Delivers an errand; what the gateway does not answer is delivered again.</summary>
    public async Task Deliver(int place)
    {
        var errand = errands[place];
        errands.RemoveAt(place);
        if (!await IsDelivered(errand)) errands.Add(errand);
    }

    public Task DeliverOne(Random random) => Deliver(random.Next(errands.Count));

    /// <summary>Asks what is due to be asked now.</summary>
    public async Task Look()
    {
        foreach (var question in rules.Questions(AdasOrder.Value, State, Now)) await IsDelivered((OrderErrand)question);
    }

    /// <summary>Asks for a shipment's money, or what became of it.</summary>
    public Task Charge(string shipmentId) => Heard(async () =>
    {
        if (ChargeRules.InquiryOf(State, shipmentId) is { } inquiry)
            Do(new OrderCommand.LearnCharge(shipmentId, await inquiries.Collect(inquiry)));
    });

    /// <summary>The customer pays the rest by the link that came last; if none came, staff send one (ORD-22).</summary>
    public async Task PayByLink(bool staysThere)
    {
        if (token is null && !IsLinked(new($"token-{++links}", null))) return;
        if (token is null) return;
        Do(new OrderCommand.PayByLink(token, "pm_card_visa", null, transactions++));
        if (State is OrderState.Placed { Link.UnderWay: { } attempt }) await Ask(attempt, staysThere);
    }

    /// <summary>The customer's bank takes a part of a payment back, and the gateway says so (PAY-21).</summary>
    public void Dispute(GatewayBook payment, Money amount)
    {
        var fact = Gateway.Dispute(payment.Id, amount.Amount);
        Do(new OrderCommand.LearnPayment(AttemptId.Of(payment.Attempt), fact));
    }

    /// <summary>A refund comes back, and the gateway says so.</summary>
    public void FailRefund(string refundId)
    {
        if (State is not OrderState.Placed order) return;
        Gateway.FailRefund(refundId);
        var (id, part) = order.Refunds.SelectMany(refund => refund.Parts.Select(part => (refund.Id, part)))
            .First(one => refundId.EndsWith(one.part.Reference, StringComparison.Ordinal));
        Do(new OrderCommand.LearnRefund(id, part.Reference, new RefundFact.Failed(refundId, part.PaymentId, "lost")));
    }

    /// <summary>Everything that is under way comes to its end.</summary>
    public async Task ComeToRest()
    {
        Calm = true;
        for (var round = 0; round < 60; round++)
        {
            for (var left = errands.Count; left > 0; left--) await Deliver(0);
            var next = State is OrderState.Confirmed ? null : rules.DueAt(State);
            if (!HasErrands && !(next <= Now.AddDays(30))) return;
            var soonest = Now + Purchase.Settings.LookAgain;
            Clock.SetUtcNow(!HasErrands && next > soonest ? next.Value : soonest);
            LapseWhatIsOver();
            await Look();
        }

        throw new InvalidOperationException("It never comes to rest.");
    }

    // As a gateway does by itself.
    private void LapseWhatIsOver()
    {
        foreach (var payment in OrderMachine.CoreOf(State)!.Payments.Where(payment => payment.CaptureBefore <= Now))
            Gateway.Lapse(payment.GatewayId!);
    }

    private Task<bool> Ask(AttemptId attempt, bool isPresent) => Heard(async () =>
    {
        var payment = OrderMachine.CoreOf(State)!.PaymentOf(attempt)!;
        if (payment.Request is null) return;
        Do(new OrderCommand.Learn(attempt, await inquiries.Ask(InquiryOf(payment)), isPresent));
    });

    private Inquiry InquiryOf(Payment payment) => new(
        payment.Request!, payment.FirstSentAt, payment.GatewayId, SecretGiven: false,
        PaymentRules.PurposeOf(State, payment, Now));

    private async Task<bool> IsDelivered(OrderErrand errand)
    {
        switch (errand)
        {
            case OrderErrand.AskCharge e:
                await Charge(e.ShipmentId);
                return true;
            case OrderErrand.AskRefund e:
                return await Heard(async () =>
                {
                    if (ReturnRules.InquiryOf(State, e.RefundId, e.Reference) is { } inquiry)
                        Do(new OrderCommand.LearnRefund(e.RefundId, e.Reference, await inquiries.GiveBack(inquiry)));
                });
            case OrderErrand.AskPayment e
                when OrderMachine.CoreOf(State)!.PaymentOf(e.Attempt) is { GatewayId: { } id }:
                return await Heard(async () =>
                    Do(new OrderCommand.LearnPayment(e.Attempt, await inquiries.Read(id))));
            case OrderErrand.AskGateway e:
                return await Ask(e.Attempt, isPresent: false);
            case OrderErrand.AskForPayment e:
                return IsLinked(new($"token-{++links}", e.ShipmentId));
            case OrderErrand.AskOnceMore e:
                return IsLinked(new($"token-{++links}", null) { Failed = e.Attempt });
            case OrderErrand.ReleaseRest e when OrderMachine.CoreOf(State)!.PaymentOf(e.Attempt) is { } open:
                return await Heard(async () =>
                    Do(new OrderCommand.LearnPayment(e.Attempt, await inquiries.Cancel(InquiryOf(open)))));
            case OrderErrand.CollectOwed:
                return Do(new OrderCommand.CollectOwed(transactions++));
            case OrderErrand.ReturnMoney e:
                return await ReturnMoney(e.Attempt);
            case OrderErrand.KeepMethod e when PaymentRules.MethodOf(State, e.Attempt) is { Request: { } request }:
                return await Heard(async () =>
                {
                    var kept = (MethodFact.Kept)await inquiries.Keep(request);
                    Do(new OrderCommand.KeepMethod(e.Attempt, kept.Method, kept.Customer));
                });
            case OrderErrand.CommitCertificate e:
                Purchase.Of(e.Certificate).Do(new CertificateCommand.Commit(e.Attempt), Now);
                return true;
            case OrderErrand.ReleaseCertificate e:
                Purchase.Of(e.Certificate).Do(new CertificateCommand.Release(e.Attempt), Now);
                return true;
            case OrderErrand.ReinstateCertificate e:
                var paid = ((OrderState.Placed)State).PaidBy!.Value;
                Purchase.Of(e.Certificate).Do(new CertificateCommand.Reinstate(paid, e.Part, e.Amount), Now);
                return true;
            default:
                return true;
        }
    }

    // While something is in doubt it is asked again.
    private bool IsLinked(OrderCommand.MakeLink make)
    {
        if (rules.Decide(State, make, Now) is Decision<OrderEvent>.Refused { Why.Retryable: true }) return false;
        if (Do(make)) token = make.Token;
        return true;
    }

    private async Task<bool> ReturnMoney(AttemptId attempt)
    {
        await Heard(async () =>
        {
            for (var step = 0; step < 2; step++)
            {
                var payment = OrderMachine.CoreOf(State)!.PaymentOf(attempt)!;
                if (!StrayMoney.IsToBeAsked(payment, Now)) return;
                var heard = await inquiries.ReturnMoney(InquiryOf(payment) with { Return = payment.Return });
                Do(new OrderCommand.Settle(attempt, heard.Fact) { Reference = heard.Reference, Said = heard.Said });
            }
        });
        return !StrayMoney.IsToBeAsked(OrderMachine.CoreOf(State)!.PaymentOf(attempt)!, Now);
    }

    // A gateway that does not answer says nothing.
    private static async Task<bool> Heard(Func<Task> question)
    {
        try
        {
            await question();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Simulation.Tests.Model;

/// <summary>All that can become of one cart, one order, one stock item, one certificate and two attempts to pay:
/// breadth first, until nothing new is found .</summary>
public sealed class CheckingEveryCourse
{
    public static TheoryData<int, bool, bool> Scopes { get; } = new()
    {
        { 1, true, true },
        { 2, false, false },
        { 2, true, false },
    };

    [Theory, MemberData(nameof(Scopes))]
    public void Keeps_every_promise_in_every_state_that_can_be_reached(int attempts, bool certificate, bool steps)
    {
        Dictionary<string, (string? From, string What)> seen = [];
        Queue<(Universe Universe, string Key)> open = [];
        var start = Course.Start(new(attempts, certificate, steps));
        seen[start.Key] = (null, "start");
        open.Enqueue((start, start.Key));
        var atRest = 0;
        while (open.TryDequeue(out var one))
        {
            var moves = 0;
            foreach (var (what, next) in Course.From(one.Universe))
            {
                var key = next.Key;
                if (key == one.Key) continue;
                moves++;
                if (!seen.TryAdd(key, (one.Key, what))) continue;
                Assert.True(WrongIn(next) is not { } wrong, $"{WrongIn(next)}\n{Story(seen, key)}\n{key}");
                open.Enqueue((next, key));
            }

            if (moves > 0) continue;
            atRest++;
            Assert.True(OpenIn(one.Universe) is null, $"{OpenIn(one.Universe)}\n{Story(seen, one.Key)}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen.Count} states, {atRest} at rest");
        Assert.True(seen.Count > 1_000, $"{seen.Count} states");
        Assert.True(atRest > 0);
    }

    private static string? WrongIn(Universe now)
    {
        var promised = now.Stock.Open.Sum(hold => hold.Quantity) + now.Attempts.Sum(one => one.Row?.Remaining ?? 0);
        if (now.Stock.Held != promised) return $"{now.Stock.Held} held, {promised} promised";
        if (now.Stock.Held > now.Stock.OnHand) return "more is held than there is";
        var core = CertificateMachine.CoreOf(now.Certificate)!;
        var used = core.Uses.Sum(use => use.Net().Amount);
        if (used < 0 || used > core.Amount.Amount) return $"{used} used of {core.Amount}";
        var placed = now.Order as OrderState.Placed;
        if (core.Uses.Any(use =>
            use.Status == UsageStatus.Used && use.Net().IsPositive && use.Attempt != placed?.PaidBy))
            return "used by an attempt that did not pay";
        if (now.Cart is CartState.Closed closed
            && (placed is null || (placed.PaidBy ?? closed.Attempt) != closed.Attempt))
            return "closed, but neither paid nor void";
        return Enumerable.Range(1, now.Attempts.Length).Select(number => WrongIn(now, number))
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static string? WrongIn(Universe now, int number)
    {
        var known = now.Attempts[number - 1];
        var order = OrderMachine.CoreOf(now.Order);
        var payment = order?.Payments.FirstOrDefault(one => one.Attempt.Number == number);
        var verdict = payment is null ? Verdict.Dead : PaymentRules.VerdictOn(now.Order, payment.Attempt);
        if (known.KnownDead && verdict != Verdict.Dead) return $"{number} was said to be dead and is {verdict}";
        if (known.Truth is PaymentFact.Approved && payment is not
            {
                Status: PaymentStatus.Confirmed or PaymentStatus.ActionRequired or PaymentStatus.Authorized
                or PaymentStatus.Ending
            })
            return $"money of {number}, which is {payment?.Status}";
        if (verdict == Verdict.Dead || payment is null) return null;
        var wanted = now.Order is OrderState.Placed placed
            ? placed.Items.Where(item => item.State == ItemState.ToBeShipped).Sum(item => item.Bought.Quantity)
            : 1;
        var promised = (now.Stock.OpenOf(payment.Attempt)?.Quantity ?? 0) + (known.Row?.Remaining ?? 0);
        return promised < wanted ? $"{wanted} wanted by {number}, {promised} promised" : null;
    }

    private static string? OpenIn(Universe now)
    {
        if (now.Cart is CartState.Frozen) return "the cart is still frozen";
        if (now.Order is OrderState.Confirmed) return "the order is still in doubt";
        if (OrderMachine.CoreOf(now.Order)?.Payments.Any(one => one.Status == PaymentStatus.Ending) == true)
            return "money is still to be returned";
        return now.Stock.Open.IsEmpty ? null : "something is still held";
    }

    private static string Story(Dictionary<string, (string? From, string What)> seen, string key)
    {
        List<string> steps = [];
        for (var at = key; at is not null; at = seen[at].From) steps.Add(seen[at].What);
        steps.Reverse();
        return string.Join("\n", steps);
    }
}

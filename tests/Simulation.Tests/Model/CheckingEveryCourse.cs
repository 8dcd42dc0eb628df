using System.Globalization;
using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;

namespace Commerce.Simulation.Tests.Model;

/// <summary>All that can become of one cart, one order, one stock item, one certificate and two attempts to pay:
/// breadth first, until nothing new is found .</summary>
public sealed class CheckingEveryCourse
{
    private const string Two = "two attempts";

    // How each is called in docs/simulation.md.
    private static readonly Dictionary<string, Scope> All = new()
    {
        ["one attempt, a certificate, steps, void, a cart that lapses"] = new(1, true, true, true),
        [Two] = new(2, false, false, false),
        [Two + ", a certificate"] = new(2, true, false, false),
        [Two + ", steps, void"] = new(2, false, true, false),
        [Two + ", a certificate, steps, void"] = new(2, true, true, false),
        [Two + ", steps, void, a cart that lapses"] = new(2, false, true, true),
    };

    public static TheoryData<string> Small { get; } = new(All.Keys.Take(3));

    public static TheoryData<string> Large { get; } = new(All.Keys.Skip(3));

    [Theory, MemberData(nameof(Small))]
    public void Keeps_every_promise_in_every_state_that_can_be_reached(string scope) => Walk(scope);

    [Theory, MemberData(nameof(Large)), Trait("Category", "long")]
    public void Keeps_every_promise_when_everything_happens_together(string scope) => Walk(scope);

    private static void Walk(string scope)
    {
        Dictionary<Place, (Place? From, string What)> seen = [];
        Queue<(Universe Universe, Place Key)> open = [];
        var start = Course.Start(All[scope]);
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
                Assert.True(WrongIn(next) is not { } wrong, $"{WrongIn(next)}\n{Story(seen, key)}");
                open.Enqueue((next, key));
            }

            if (moves > 0) continue;
            atRest++;
            Assert.True(OpenIn(one.Universe) is null, $"{OpenIn(one.Universe)}\n{Story(seen, one.Key)}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{seen.Count} states, {atRest} at rest");
        var row = string.Create(CultureInfo.InvariantCulture, $"| {scope} | {seen.Count:N0} | {atRest:N0} |");
        Assert.Contains(row, File.ReadAllLines(Repository.At("docs", "simulation.md")));
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
        if (known.Truth is PaymentFact.Cancelled && payment?.Status == PaymentStatus.Authorized)
            return $"counts on {number}, which was cancelled";
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

    private static string Story(Dictionary<Place, (Place? From, string What)> seen, Place key)
    {
        List<string> steps = [];
        for (Place? at = key; at is { } place; at = seen[place].From) steps.Add(seen[place].What);
        steps.Reverse();
        return string.Join("\n", steps);
    }
}

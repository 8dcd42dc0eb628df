using Commerce.Api.Http.Overload;
using Commerce.Kit;

namespace Commerce.Api.Tests.Overload;

/// <summary>H-08: under overload reports go first and the checkout last.</summary>
public sealed class FeelingThePressure
{
    private const int Most = 20;

    private readonly ManualClock clock = new();
    private readonly Pressure pressure;

    public FeelingThePressure() => pressure = new(new() { RequestsMost = Most }, clock);

    // What may begin with so many under way.
    [Theory]
    [InlineData(0, "Report Staff Browse Cart Checkout")]
    [InlineData(9, "Report Staff Browse Cart Checkout")]
    [InlineData(10, "Staff Browse Cart Checkout")]
    [InlineData(12, "Browse Cart Checkout")]
    [InlineData(14, "Cart Checkout")]
    [InlineData(17, "Checkout")]
    [InlineData(19, "Checkout")]
    [InlineData(20, "")]
    public void Turns_the_checkout_away_last_when_much_is_under_way(int underWay, string may)
    {
        for (var number = 0; number < underWay; number++) Begin(Traffic.Checkout);
        Assert.Equal(may, Admitted());
    }

    // What may begin after so many seconds in which nothing was answered, besides one try a second.
    [Theory]
    [InlineData(0, "Staff Browse Cart Checkout")]
    [InlineData(1, "Browse Cart Checkout")]
    [InlineData(2, "Cart Checkout")]
    [InlineData(4, "Cart Checkout")]
    [InlineData(5, "Checkout")]
    [InlineData(14, "Checkout")]
    [InlineData(15, "")]
    [InlineData(3600, "")]
    public void Turns_the_checkout_away_last_when_nothing_is_answered(int seconds, string may)
    {
        Silence();
        clock.Advance(TimeSpan.FromSeconds(seconds));
        if (seconds > 0) Try();
        Assert.Equal(may, Admitted());
    }

    [Fact]
    public void Tries_once_a_second_whether_the_shop_is_back()
    {
        Silence();
        clock.Advance(TimeSpan.FromMinutes(1));
        var begun = 0;
        for (var tenth = 0; tenth < 50; tenth++)
        {
            if (pressure.TryBegin(Traffic.Report) is not null) begun++;
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(5, begun);
    }

    [Fact]
    public void Lets_everything_through_after_one_answer()
    {
        Silence();
        clock.Advance(TimeSpan.FromMinutes(1));
        pressure.End(Begin(Traffic.Report), Ending.Answered);
        Assert.Equal("Report Staff Browse Cart Checkout", Admitted());
    }

    [Fact]
    public void Learns_nothing_from_what_was_refused_at_the_door()
    {
        Silence();
        pressure.End(Begin(Traffic.Checkout), Ending.Unknown);
        Assert.Equal("Staff Browse Cart Checkout", Admitted());
    }

    [Fact]
    public void Leaves_the_try_to_another_when_nothing_was_asked()
    {
        Silence();
        clock.Advance(TimeSpan.FromMinutes(1));
        pressure.End(Begin(Traffic.Report), Ending.Unknown);
        Begin(Traffic.Report);
        Assert.Null(pressure.TryBegin(Traffic.Report));
    }

    [Fact]
    public void Calls_nobody_silent_while_others_are_answered()
    {
        var stuck = Begin(Traffic.Checkout);
        pressure.End(Begin(Traffic.Browse), Ending.Answered);
        pressure.End(stuck, Ending.Silent);
        Assert.Equal("Report Staff Browse Cart Checkout", Admitted());
    }

    [Fact]
    public void Has_no_most_when_the_setting_says_so()
    {
        var any = new Pressure(new() { RequestsMost = 0 }, clock);
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.NotNull(any.TryBegin(Traffic.Report)));
    }

    private Passage Begin(Traffic traffic) => Assert.NotNull(pressure.TryBegin(traffic));

    private void Silence() => pressure.End(Begin(Traffic.Checkout), Ending.Silent);

    // The one that is let through every second.
    private void Try() => pressure.End(Begin(Traffic.Report), Ending.Silent);

    private string Admitted()
    {
        List<Traffic> admitted = [];
        foreach (var traffic in Enum.GetValues<Traffic>())
        {
            if (pressure.TryBegin(traffic) is not { } passage) continue;
            pressure.End(passage, Ending.Unknown);
            admitted.Add(traffic);
        }

        return string.Join(' ', admitted);
    }
}

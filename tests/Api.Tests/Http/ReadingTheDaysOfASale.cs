using Commerce.Api.Http;
using Commerce.Api.Pricing;

namespace Commerce.Api.Tests.Http;

/// <summary>PRC-05: a sale lasts from the first moment of a day to the last one of another, as the shop's clocks
/// go.</summary>
public sealed class ReadingTheDaysOfASale
{
    [Theory]
    [InlineData("UTC", "2026-03-31", false, "2026-03-31T00:00:00.000Z")]
    [InlineData("UTC", "2026-03-31", true, "2026-03-31T23:59:59.999Z")]
    [InlineData("America/New_York", "2026-03-08", false, "2026-03-08T05:00:00.000Z")]
    [InlineData("America/New_York", "2026-03-08", true, "2026-03-09T03:59:59.999Z")]
    [InlineData("America/New_York", "2026-11-01", false, "2026-11-01T04:00:00.000Z")]
    [InlineData("America/New_York", "2026-11-01", true, "2026-11-02T04:59:59.999Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", false, "2018-11-04T03:00:00.000Z")]
    [InlineData("UTC", "2026-03-31T22:00:00Z", true, "2026-03-31T22:00:00.000Z")]
    public void Begins_and_ends_with_the_day(string zone, string text, bool last, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, null),
        SaleTimes.Read("/ends", text, TimeZoneInfo.FindSystemTimeZoneById(zone), last));

    [Theory]
    [InlineData("America/New_York", "9999-12-31")]
    [InlineData("Asia/Tokyo", "0001-01-01")]
    [InlineData("UTC", "3000-01-01")]
    [InlineData("America/New_York", "2999-12-31")]
    [InlineData("Asia/Tokyo", "1970-01-01")]
    [InlineData("UTC", "1969-12-31")]
    public void Refuses_a_day_that_ends_where_no_time_is_taken(string zone, string text)
    {
        var problem = Assert.Throws<ProblemException>(() => SaleTimes.Read(
            "/ends", text, TimeZoneInfo.FindSystemTimeZoneById(zone), lastOfDay: text[0] != '1')).Problem;
        Assert.Equal((400, "/ends"), (problem.Status, problem.Param));
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("tomorrow")]
    public void Refuses_what_is_no_day(string text) =>
        Assert.Throws<ProblemException>(() => SaleTimes.Read("/ends", text, TimeZoneInfo.Utc, lastOfDay: true));
}

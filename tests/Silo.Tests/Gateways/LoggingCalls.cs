using Commerce.Kit;
using Commerce.Silo.Gateways.Calls;
using Commerce.Silo.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>The log of calls is written beside everybody's path (PAY-08).</summary>
public sealed class LoggingCalls(Databases databases)
{
    /// <summary>More than one statement takes.</summary>
    private const int Many = 450;

    [Theory, OnBothDatabases]
    public async Task Writes_all_that_waits_when_it_stops(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        using var log = new CallLog(store.Database, store.Clock, NullLogger<CallLog>.Instance);
        await log.StartAsync(Test.Stop);
        foreach (var number in Enumerable.Range(1, Many))
            log.Add(new() { At = number, Operation = "authorize", Subject = $"order-{number}/1", Answer = "approved" });
        await log.StopAsync(Test.Stop);

        Assert.Equal((Many, Many), await store.Database.Read(
            connection => connection.QuerySingleAsync<(int, int)>(
                "select count(*), count(distinct subject) from gateway_calls"),
            Test.Stop));
    }

    [Fact]
    public async Task Keeps_what_the_database_does_not_take()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Sqlite);
        using var log = new CallLog(store.Database, store.Clock, NullLogger<CallLog>.Instance);
        log.Add(new() { Operation = "authorize", Subject = "order-1/1", Answer = "approved" });
        await Rename("gateway_calls", "elsewhere");
        await log.StopAsync(Test.Stop);
        await Rename("elsewhere", "gateway_calls");
        await log.StopAsync(Test.Stop);

        Assert.Equal(1, await store.Database.Read(
            connection => connection.ExecuteScalarAsync<int>("select count(*) from gateway_calls"), Test.Stop));

        Task<int> Rename(string from, string to) => store.Database.Change(
            connection => connection.ExecuteAsync($"alter table {from} rename to {to}"), Test.Stop);
    }

    [Theory, OnBothDatabases]
    public async Task Waits_a_moment_for_more_and_loses_nothing_by_it(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var clock = new HandClock();
        using var log = new CallLog(store.Database, clock, NullLogger<CallLog>.Instance);
        await log.StartAsync(Test.Stop);
        log.Add(new() { Operation = "authorize", Subject = "order-1/1", Answer = "approved" });
        await clock.TimersSet(1);
        Assert.Equal(0, await Count());

        log.Add(new() { Operation = "keep", Subject = "order-1/1", Answer = "kept" });
        await log.StopAsync(Test.Stop);
        Assert.Equal(2, await Count());

        Task<int> Count() => store.Database.Read(
            connection => connection.ExecuteScalarAsync<int>("select count(*) from gateway_calls"), Test.Stop);
    }
}

using System.Text.Json;
using System.Threading.Channels;
using Commerce.Silo.Storage;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Gateways.Calls;

/// <summary>Keeps the log of calls (PAY-08), in batches and off everybody's path: nobody waits for it. What was asked
/// is stored with whoever asks before it is sent; what a process that dies had not written yet is missing here
/// only.</summary>
internal sealed partial class CallLog(IDatabase database, TimeProvider clock, ILogger<CallLog> logger)
    : BackgroundService
{
    private const int WaitingMost = 10_000;
    private const int AtOnce = 200;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    // So that a statement writes many.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private const string AddToPostgres = """
        insert into gateway_calls (at, operation, subject, answer, amount, currency, milliseconds)
        select r.at, r.operation, r.subject, r.answer, r.amount, r.currency, r.milliseconds
        from json_populate_recordset(null::gateway_calls, @calls::json) r
        """;

    private const string AddToSqlite = """
        insert into gateway_calls (at, operation, subject, answer, amount, currency, milliseconds)
        select value ->> 'at', value ->> 'operation', value ->> 'subject', value ->> 'answer', value ->> 'amount',
            value ->> 'currency', value ->> 'milliseconds'
        from json_each(@calls)
        """;

    private readonly Channel<LoggedCall> waiting = Channel.CreateBounded<LoggedCall>(
        new BoundedChannelOptions(WaitingMost) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Notes a call.</summary>
    public void Add(LoggedCall call) => waiting.Writer.TryWrite(call);

    /// <summary>Writes what waits. True: there was something.</summary>
    internal async Task<bool> Write(CancellationToken stop)
    {
        List<LoggedCall> some = [];
        while (some.Count < AtOnce && waiting.Reader.TryRead(out var call)) some.Add(call);
        if (some.Count == 0) return false;
        try
        {
            var calls = JsonSerializer.Serialize(some, JsonSerializerOptions.Web);
            var add = database.IsPostgres ? AddToPostgres : AddToSqlite;
            await database.ChangeAtOnce(connection => connection.ExecuteAsync(add, new { calls }), stop);
            return true;
        }
        catch (Exception failure)
        {
            foreach (var call in some) Add(call);
            LogFailed(logger, failure.GetType().Name);
            return false;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAll(cancellationToken);
    }

    // False: the database does not take them.
    private async Task<bool> WriteAll(CancellationToken stop)
    {
        while (waiting.Reader.Count > 0)
        {
            if (!await Write(stop)) return false;
        }

        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gather, clock, stoppingToken);
                if (!await WriteAll(stoppingToken)) await Task.Delay(Rest, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // All that waits is written when everything stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of the gateway's calls could not be written: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}

/// <summary>One call.</summary>
internal sealed record LoggedCall
{
    public long At { get; init; }

    public required string Operation { get; init; }

    public required string Subject { get; init; }

    public required string Answer { get; init; }

    public long? Amount { get; init; }

    public string? Currency { get; init; }

    public long Milliseconds { get; init; }
}

using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Gateways;

public sealed class EmptyingTheOutbox : IDisposable
{
    private static readonly OutboxSettings Settings = new() { Batch = 3 };
    private static readonly ShopSettings Shop = new() { Name = "Books & Boxes", ServiceAddress = "hello@shop.example" };

    private readonly HandClock clock = new();
    private readonly OutboxInMemory outbox = new();
    private readonly TransportInMemory transport = new();
    private readonly FirstWordings wordings = new();
    private readonly OutboxSignal signal = new();
    private readonly OutboxPump pump;

    public EmptyingTheOutbox() =>
        pump = new(outbox, transport, wordings, signal, Settings, Shop, clock, NullLogger<OutboxPump>.Instance);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => pump.Dispose();

    [Fact]
    public async Task Sends_the_text_of_the_template_and_marks_it()
    {
        Store("order-1.2.0");
        await pump.SendBatch(Stop);

        var mail = Assert.Single(transport.Sent);
        Assert.Equal(("order-1.2.0", "ada@example.org", "hello@shop.example"), (mail.Id, mail.To, mail.Sender.Address));
        Assert.Contains("3000000", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Books & Boxes", mail.Text, StringComparison.Ordinal);
        Assert.Equal(clock.GetUtcNow(), outbox["order-1.2.0"].SentAt);
    }

    [Fact]
    public async Task Says_what_was_right_when_it_was_caused_however_late_it_leaves()
    {
        wordings.Later = (clock.GetUtcNow().AddSeconds(1), "Changed order_id_here");
        transport.Before = (_, _) => throw new IOException();
        Store("order-1.2.0");
        await pump.SendBatch(Stop);
        await clock.Advance(TimeSpan.FromHours(1));
        transport.Before = (_, _) => Task.CompletedTask;
        Store("order-2.2.0");
        await pump.SendBatch(Stop);

        Assert.Equal(
            [("order-1.2.0", MailTemplates.DelayedCreditDenied.Subject), ("order-2.2.0", "Changed order_id_here")],
            transport.Sent.OrderBy(mail => mail.Id).Select(mail =>
                (mail.Id, mail.Subject.Replace("3000000", "order_id_here", StringComparison.Ordinal))));
    }

    /// <summary>EML-07; no buyer's address is ever taken for two.</summary>
    [Fact]
    public async Task Sends_a_notice_to_all_who_keep_the_product_in_one_mail()
    {
        const string Both = "bob@shop.example, eve@shop.example";
        var values = MailTemplates.ProductOrdered.Offered.ToImmutableSortedDictionary(name => name, _ => "x");
        outbox.Add(Message("order-1.2.1") with { Template = "product-ordered", To = Both, Values = values });
        outbox.Add(Message("order-1.2.2") with { To = Both });
        await pump.SendBatch(Stop);
        Assert.Equal(
            ["bob@shop.example + eve@shop.example", Both + " + "],
            transport.Sent.Select(mail => $"{mail.To} + {string.Join(',', mail.Others)}"));
    }

    [Fact]
    public async Task Sends_each_message_once()
    {
        Store("order-1.2.0");
        await pump.SendBatch(Stop);
        await clock.Advance(TimeSpan.FromDays(4));
        await pump.SendBatch(Stop);

        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task Says_that_more_may_wait_after_a_full_batch()
    {
        for (var number = 1; number <= 4; number++) Store($"order-{number}.1.0");

        Assert.True(await pump.SendBatch(Stop));
        Assert.False(await pump.SendBatch(Stop));
        Assert.Equal(4, transport.Sent.Count);
    }

    /// <summary>One that leaves twice is two mails, unless the transport knows it again: then one mark serves
    /// all.</summary>
    [Theory]
    [InlineData(false, "1 1")]
    [InlineData(true, "2")]
    public async Task Marks_each_mail_before_the_next_where_a_repeat_would_be_a_second_one(bool known, string marks)
    {
        transport.TakesRepeats = known;
        transport.Before = (mail, _) => mail.Id == "order-2.1.0" ? throw new IOException() : Task.CompletedTask;
        for (var number = 1; number <= 3; number++) Store($"order-{number}.1.0");
        await pump.SendBatch(Stop);

        Assert.Equal(marks, string.Join(' ', outbox.Marks));
        Assert.Null(outbox["order-2.1.0"].SentAt);
        Assert.Equal(clock.GetUtcNow(), outbox["order-3.1.0"].SentAt);
    }

    [Fact]
    public async Task Is_not_stopped_by_a_bad_message()
    {
        Store("order-1.1.0", template: "unheard-of");
        Store("order-2.1.0", kind: "fax");
        Store("order-3.1.0");
        await pump.SendBatch(Stop);

        Assert.Equal("order-3.1.0", Assert.Single(transport.Sent).Id);
        Assert.Single(outbox["order-1.1.0"].Errors);
        Assert.Single(outbox["order-2.1.0"].Errors);
    }

    [Fact]
    public async Task Names_the_value_that_is_missing()
    {
        outbox.Add(Message("order-1.1.0") with { Values = ImmutableSortedDictionary<string, string>.Empty });
        await pump.SendBatch(Stop);

        Assert.Contains("order_id_here", Assert.Single(outbox["order-1.1.0"].Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_again_over_three_days_and_then_leaves_it_to_a_person()
    {
        transport.Before = (_, _) => throw new IOException("no\r\nspace\0");
        Store("order-1.1.0");
        var began = clock.GetUtcNow();
        foreach (var delay in OutboxSettings.BackOff)
        {
            await pump.SendBatch(Stop);
            Assert.Equal(clock.GetUtcNow() + delay, outbox["order-1.1.0"].Next);
            await clock.Advance(delay);
        }

        await pump.SendBatch(Stop);

        Assert.Null(outbox["order-1.1.0"].Next);
        Assert.Null(outbox["order-1.1.0"].SentAt);
        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3));
        Assert.All(outbox["order-1.1.0"].Errors, error => Assert.Equal("IOException: nospace", error));
    }

    [Fact]
    public async Task Is_not_tried_before_its_time()
    {
        transport.Before = (_, _) => throw new IOException();
        Store("order-1.1.0");
        await pump.SendBatch(Stop);
        transport.Before = (_, _) => Task.CompletedTask;
        await clock.Advance(TimeSpan.FromSeconds(59));
        await pump.SendBatch(Stop);
        Assert.Empty(transport.Sent);

        await clock.Advance(TimeSpan.FromSeconds(1));
        await pump.SendBatch(Stop);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task Ends_a_sending_that_takes_too_long()
    {
        transport.Before = (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
        Store("order-1.1.0");
        var batch = pump.SendBatch(Stop);
        await clock.Advance(Settings.Patience);
        await batch;

        Assert.Single(outbox["order-1.1.0"].Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Begins_no_message_when_its_lease_may_end_before_it_is_sent(bool known)
    {
        transport.TakesRepeats = known;
        transport.Before = (_, _) => clock.Advance(Settings.BatchTime);
        Store("order-1.1.0");
        Store("order-2.1.0");
        await pump.SendBatch(Stop);

        Assert.Equal("order-1.1.0", Assert.Single(transport.Sent).Id);
        Assert.Equal(clock.GetUtcNow(), outbox["order-1.1.0"].SentAt);
        Assert.Null(outbox["order-2.1.0"].SentAt);
        Assert.Empty(outbox["order-2.1.0"].Errors);
    }

    [Fact]
    public async Task Sends_again_what_left_but_could_not_be_marked()
    {
        transport.Before = (_, _) => Task.FromResult(outbox.FailsWith = new IOException());
        Store("order-1.1.0");
        await Assert.ThrowsAsync<IOException>(() => pump.SendBatch(Stop));

        (transport.Before, outbox.FailsWith) = ((_, _) => Task.CompletedTask, null);
        await clock.Advance(TimeSpan.FromMinutes(1));
        await pump.SendBatch(Stop);

        Assert.Equal(["order-1.1.0", "order-1.1.0"], transport.Sent.Select(mail => mail.Id));
        Assert.NotNull(outbox["order-1.1.0"].SentAt);
    }

    private void Store(string id, string template = "delayed-credit-denied", string kind = "mail") =>
        outbox.Add(Message(id) with { Template = template, Kind = kind });

    private OutboxMessage Message(string id)
    {
        var denied = OrderMails.DelayedDenied(3_000_000, clock.GetUtcNow(), "ada@example.org");
        return new(id, denied.Kind, denied.Template, denied.To, denied.Values, Attempts: 0, clock.GetUtcNow());
    }
}

using System.Collections.Concurrent;
using Commerce.Silo.Gateways.Mail;

namespace Commerce.Api.Tests;

/// <summary>Where a shop's mails arrive.</summary>
internal sealed class Letterbox : IMailTransport
{
    private readonly ConcurrentQueue<MailMessage> mails = new();

    /// <summary>Fails so many sendings before the next one succeeds.</summary>
    public int Failing { get; set; }

    public IEnumerable<MailMessage> To(string address) =>
        mails.Where(mail => mail.To == address || mail.Others.Contains(address));

    public Task Send(MailMessage message, CancellationToken stop)
    {
        if (Failing-- > 0) throw new IOException("The line is down.");
        mails.Enqueue(message);
        return Task.CompletedTask;
    }

    /// <summary>The mails to an address, once there are so many.</summary>
    public async Task<List<MailMessage>> Arrived(string address, int count)
    {
        await Soon.Is(() => Task.FromResult(To(address).Count() >= count), $"{count} mails to {address} arrived");
        return [.. To(address)];
    }
}

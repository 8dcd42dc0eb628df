using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Commerce.Silo.Gateways.Mail;

/// <summary>Hands every mail to a mail server, over one connection that is kept while it lasts. What the server refuses
/// for good, a wrong address say, is tried again as the outbox tries all mails, and given up with a problem.</summary>
internal sealed class SmtpTransport(SmtpSettings settings) : IMailTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SmtpClient client = new();

    public async Task Send(MailMessage message, CancellationToken stop)
    {
        using var bytes = new MemoryStream(MimeWriter.Write(message));
        using var mail = await MimeMessage.LoadAsync(bytes, stop);
        await turn.WaitAsync(stop);
        try
        {
            await Connect(stop);
            await client.SendAsync(mail, stop);
        }
        catch
        {
            // Where the conversation stands is not known: the next mail begins a new one.
            await client.DisconnectAsync(quit: false, CancellationToken.None);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected) await client.DisconnectAsync(quit: true);
        client.Dispose();
        turn.Dispose();
    }

    private async Task Connect(CancellationToken stop)
    {
        if (client.IsConnected) return;
        var security = !settings.Tls ? SecureSocketOptions.None
            : settings.Port == 465 ? SecureSocketOptions.SslOnConnect
            : SecureSocketOptions.StartTls;
        await client.ConnectAsync(settings.Host ?? "", settings.Port, security, stop);
        if (settings.User is { } user) await client.AuthenticateAsync(user, settings.Password ?? "", stop);
    }
}

using Commerce.Silo.Gateways.Mail;
using Commerce.Simulation.Running;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Gateway;

/// <summary>A mail server that refuses, hangs, and takes mails without saying so.</summary>
internal sealed class MailServer(VirtualClock clock, Weather weather, Chance chance) : IMailTransport
{
    private readonly Dictionary<string, int> sent = [];

    /// <summary>How often a mail arrived.</summary>
    public int Arrived(string id) => sent.GetValueOrDefault(id);

    public async Task Send(MailMessage message, CancellationToken stop)
    {
        var fails = weather.MailFails();
        var how = fails ? chance.Below(3) : -1;
        if (how == 0) throw new IOException("The mail server refused it.");
        if (how == 1)
        {
            var never = new TaskCompletionSource();
            stop.Register(() => never.TrySetCanceled(stop));
            await never.Task;
        }

        var answer = new TaskCompletionSource();
        clock.After(weather.Latency(), () => answer.TrySetResult());
        await answer.Task;
        sent[message.Id] = sent.GetValueOrDefault(message.Id) + 1;
        if (how == 2) throw new IOException("The mail server's answer was lost.");
    }
}

using Commerce.Simulation.Running;
using Commerce.Simulation.World;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Simulation.Web;

/// <summary>Somebody who talks with the shop's API: asks again under the same key when no answer comes, sometimes while
/// the first request is still under way. Whoever repeats hears what was decided first (H-01).</summary>
internal sealed class Browser(Town town, Chance chance, string key)
{
    private const int TriesMost = 8;
    private const int HastePercent = 8;

    private readonly Dictionary<string, string> decided = [];

    /// <summary>What opens the cart.</summary>
    public string? Token { get; set; }

    /// <summary>Asks; null: no answer came, or it was given up.</summary>
    public async Task<WebReply?> Send(WebRequest request)
    {
        var asked = request with { Key = key, Token = Token, Once = town.Ids.Next() };
        for (var tries = 0; tries < TriesMost; tries++)
        {
            if (chance.Percent(HastePercent)) town.Add("haste", () => Try(asked));
            if (await Try(asked) is { IsLater: false } reply)
            {
                town.Coverage.Count("web", $"{request.Method} {request.Route}: {reply.Status} {reply.Code}");
                return reply;
            }

            if (chance.Percent(5)) return null;
            await town.Sleep(chance.Within(TimeSpan.FromSeconds(chance.Percent(80) ? 20 : 1_800)));
        }

        return null;
    }

    /// <summary>Asks once.</summary>
    public static Task<WebReply> Once(Town town, WebRequest request) =>
        town.Process.Ask(services => services.GetRequiredService<Site>().Answer(request));

    private async Task<WebReply?> Try(WebRequest asked)
    {
        try
        {
            var reply = await Once(town, asked with { Id = town.Ids.Next() });
            if (reply.Status == 500) town.Auditor.Report("H-02", asked.Path, reply.ToString());
            if (reply.IsGood && asked.Method != "GET") Compare(asked, reply);
            return reply;
        }
        catch (Exception failure)
        {
            town.Auditor.Weigh(failure);
            return null;
        }
    }

    private void Compare(WebRequest asked, WebReply reply)
    {
        var said = (string?)reply.Body["id"] ?? "";
        if (decided.TryAdd(asked.Once!, said) || decided[asked.Once!] == said) return;

        // Giving a payment up answers with what is left at that moment: the cart, or the order.
        if (asked.Route.EndsWith("/payment/cancel", StringComparison.Ordinal)) return;
        town.Auditor.Report("H-01", asked.Path, $"answered {decided[asked.Once!]} first, and then {said}");
    }
}

using Commerce.Api.Http;
using Commerce.Api.Keys;
using Commerce.Api.Sample;
using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Commerce.Api;

/// <summary>What happens between the engine's start and the first request: secrets are read or made, a new shop that is
/// tried out gets its first keys and the sample shop, and the console says where to go.</summary>
internal sealed class Opening(
    ServerSecrets secrets,
    KeyMaker keys,
    ApiSettings settings,
    ShopSettings shop,
    FirstStart firstStart,
    IClusterClient grains,
    IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Secrets are made last: a first start that was cut short is done again.
        var helps = !firstStart.IsOff && await secrets.AreMissing();
        IReadOnlyList<string> notes = helps ? await Help(cancellationToken) : await Remind();
        await secrets.Open();
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => Say(notes));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<string>> Help(CancellationToken stop)
    {
        List<string> notes = [];
        if (string.IsNullOrEmpty(settings.Keys.Storefront))
            notes.Add(
                $"Storefront key: {await keys.Make(AccessKind.Storefront, AccessRoles.None, "First storefront")}");
        if (string.IsNullOrEmpty(settings.Keys.Admin))
            notes.Add($"Admin key:      {await keys.Make(AccessKind.Admin, AccessRoles.Owner, "First owner")}");
        if (settings.SampleData) await SampleShop.Load(grains, shop, stop);
        if (notes.Count > 0) notes.Add("These keys are shown this once; keep them.");
        return notes;
    }

    private async Task<IReadOnlyList<string>> Remind() =>
        !string.IsNullOrEmpty(settings.Keys.Admin) || await keys.AnyAdmin()
            ? []
            : ["There is no admin key yet. Make one: dotnet run --project Api -- keys add owner"];

    private void Say(IReadOnlyList<string> notes)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"The shop is open at {string.Join(", ", addresses)} (read and try the API: /docs).");
        foreach (var note in notes) Console.WriteLine(note);
    }
}

using Commerce.Grains.Kernel;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>Somebody with a browser: asks the shop, and asks again under the same key when no answer comes.</summary>
internal sealed class Client(Town town, Chance chance, string who)
{
    private const int TriesMost = 8;

    /// <summary>Asks once or more often. Null: no answer ever came, or it was given up.</summary>
    public Task<Outcome<T>?> Do<T>(Func<IGrainFactory, Call, Task<Outcome<T>>> request) =>
        Do(town.Ids.Next(), request);

    /// <summary>Asks under a key of one's own.</summary>
    public async Task<Outcome<T>?> Do<T>(string key, Func<IGrainFactory, Call, Task<Outcome<T>>> request)
    {
        var call = new Call(who, Key: new(key, "body"), Why: "simulated");
        for (var tries = 0; tries < TriesMost; tries++)
        {
            try
            {
                if (chance.Percent(3)) town.Add(who, () => Forget(request, call));
                var outcome = await Ask(grains => request(grains, call));
                if (outcome is Outcome<T>.Repeated(var kept) && !town.Tables.Answers(kept))
                    town.Auditor.Report("H-01", key, "a repeat was recognised, but its answer is not kept");
                if (outcome is not Outcome<T>.Refused { Why.Kind: RefusalKind.Unavailable }) return outcome;
            }
            catch (Exception failure)
            {
                town.Auditor.Weigh(failure);
                if (chance.Percent(10)) return null;
            }

            await town.Sleep(chance.Within(TimeSpan.FromSeconds(chance.Percent(80) ? 20 : 1_800)));
        }

        return null;
    }

    /// <summary>Asks something that need not be repeated.</summary>
    public Task<T> Ask<T>(Func<IGrainFactory, Task<T>> question) =>
        town.Process.Ask(services => question((IGrainFactory)services.GetService(typeof(IGrainFactory))!));

    /// <summary>Reads something; null: no answer.</summary>
    public async Task<T?> Read<T>(Func<IGrainFactory, Task<Outcome<T>>> question) where T : class
    {
        try
        {
            return await Ask(question) is Outcome<T>.Done(var value, _) ? value : null;
        }
        catch (Exception failure)
        {
            town.Auditor.Weigh(failure);
            return null;
        }
    }

    // A second tab, an impatient finger.
    private async Task Forget<T>(Func<IGrainFactory, Call, Task<Outcome<T>>> request, Call call)
    {
        try
        {
            await Ask(grains => request(grains, call));
        }
        catch (Exception failure)
        {
            town.Auditor.Weigh(failure);
        }
    }
}

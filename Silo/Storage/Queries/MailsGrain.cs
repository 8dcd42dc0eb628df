using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Answers for the mails that were caused.</summary>
[StatelessWorker, Reentrant, GrainType("mails")]
internal sealed class MailsGrain(IDatabase database, IMailWordings wordings, ShopSettings shop) : Grain, IMailsGrain
{
    private readonly MailLog log = new(database, wordings, shop);

    public Task<Outcome<Page<MailEntry>>> List(MailFilter filter, PageRequest page) => log.List(filter, page);

    public Task<Outcome<MailView>> View(MailId id) => log.View(id);
}

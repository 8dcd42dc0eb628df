namespace Orleans.Configuration
{
    /// <summary>When idle grains go.</summary>
    public sealed class GrainCollectionOptions
    {
        /// <summary>How long a grain may be idle.</summary>
        public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

        /// <summary>How often idle grains are looked for.</summary>
        public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How long the engine waits for grains to go when it stops.</summary>
        public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
    }

    /// <summary>How calls are made.</summary>
    public sealed class SiloMessagingOptions
    {
        /// <summary>How long a caller waits for its answer.</summary>
        public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
    }

    /// <summary>Who we are.</summary>
    public sealed class ClusterOptions
    {
        /// <summary>The deployment's name.</summary>
        public string ClusterId { get; set; } = "default";

        /// <summary>The shop's name; part of every stored key.</summary>
        public string ServiceId { get; set; } = "default";
    }
}

namespace Orleans.Hosting
{
    /// <summary>How reminders are kept.</summary>
    public sealed class ReminderOptions
    {
        /// <summary>The shortest period a reminder may have.</summary>
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
    }
}

using Commerce.Kit;

[assembly: AssemblyFixture(typeof(Databases))]

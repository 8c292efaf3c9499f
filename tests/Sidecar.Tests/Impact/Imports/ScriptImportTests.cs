namespace Sidecar.Tests.Impact.Imports;

public sealed class ScriptImportTests
{
    [Theory]
    [InlineData("import { total } from './cart'")]
    [InlineData("import cart, { type Total as T } from \"./cart\";")]
    [InlineData("import * as cart from './cart';")]
    [InlineData("import type {\n  Total, // the sum\n} from './cart'")]
    [InlineData("import './cart'")]
    [InlineData("export * from './cart'")]
    [InlineData("export { total } from './cart'")]
    [InlineData("export type { Total } from './cart'")]
    [InlineData("const cart = require('./cart')")]
    [InlineData("import cart = require('./cart');")]
    [InlineData("const cart = await import('./cart')")]
    [InlineData("const t = `${require('./cart').total}`")]
    [InlineData("const a = b / c; import('./cart') / 2")]
    [InlineData("const quote = /['\"`]/; import './cart'")]
    [InlineData("return <p>Don't</p>\nimport './cart'")]
    [InlineData("import './cart.js'")]
    [InlineData("import { total } from '../src/cart.ts'")]
    public void An_import_of_a_file_beside_is_a_dependency(string text) =>
        Assert.Equal(["src/cart.ts"], new FakeProject().WithFiles("src/cart.ts").With("src/app.ts", text).Of("src/app.ts"));

    [Theory]
    [InlineData("// import './cart'")]
    [InlineData("/* import './cart' */")]
    [InlineData("const text = \"import './cart'\"")]
    [InlineData("const text = `import './cart'`")]
    [InlineData("const regex = /import '.\\/cart'/")]
    [InlineData("loader.require('./cart')")]
    [InlineData("require(`./${cart}`)")]
    [InlineData("require('./c' + 'art')")]
    [InlineData("import('./' + name)")]
    [InlineData("import.meta('./cart')")]
    [InlineData("export const from = './cart'")]
    [InlineData("import 'cart'")]
    [InlineData("import './gone'")]
    [InlineData("import '../../cart'")]
    [InlineData("import './c\\u0061rt'")]
    public void What_imports_no_file_of_the_project_is_left_out(string text) =>
        Assert.Empty(new FakeProject().WithFiles("src/cart.ts").With("src/app.ts", text).Of("src/app.ts"));

    [Fact]
    public void A_folder_stands_for_its_index() => Assert.Equal(
        ["src/cart/index.tsx", "src/index.ts"],
        new FakeProject().WithFiles("src/cart/index.tsx", "src/index.ts").With("src/pay/a.ts", "import '../cart'; import '..'").Of("src/pay/a.ts"));

    [Theory]
    [InlineData("src/cart.js")]
    [InlineData("src/cart.d.ts")]
    public void What_may_be_one_of_two_is_left_out(string other) =>
        Assert.Empty(new FakeProject().WithFiles("src/cart.ts", other).With("src/app.ts", "import './cart'").Of("src/app.ts"));

    [Fact]
    public void A_folder_with_a_package_of_its_own_is_left_out() => Assert.Empty(
        new FakeProject().WithFiles("src/cart/index.js", "src/cart/package.json").With("src/app.js", "require('./cart')").Of("src/app.js"));

    [Theory]
    [InlineData("""{ /* the way */ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], }, }, }""", "src/cart.ts")]
    [InlineData("""{ "compilerOptions": { "paths": { "@/cart": ["./src/cart.ts"], "@/*": ["lib/*"] } } }""", "src/cart.ts")]
    [InlineData("""{ "compilerOptions": { "paths": { "@/*": ["gone/*", "lib/*"] } } }""", "lib/cart.ts")]
    [InlineData("""{ "extends": "./base", "compilerOptions": { "paths": { "@/*": ["src/*"] } } }""")]
    [InlineData("""{ "compilerOptions": { "paths": { "@/*": "src/*" } } }""")]
    [InlineData("""{ "compilerOptions": { "paths": { "@/*": ["*/src/*", "lib/*"] } } }""", "lib/cart.ts")]
    [InlineData("""{ "compilerOptions": { "paths": { "@/*": ["lib/*"], "@/c*r*": ["src/*"] } } }""", "lib/cart.ts")]
    [InlineData("""{ "compilerOptions": { "baseUrl": "\ud800" } }""")]
    [InlineData("""{ "compilerOptions": { "paths": { "\ud800": ["src/*"], "@/*": ["src/*"] } } }""")]
    [InlineData("""{ "compilerOptions": { "paths": { "@/*": ["\udc00", "src/*"] } } }""")]
    [InlineData("""{ "compilerOptions": [] }""")]
    [InlineData("""[ "paths" ]""")]
    [InlineData("""{ "compilerOptions": """)]
    public void The_paths_of_the_nearest_configuration_are_followed(string configuration, params string[] expected) => Assert.Equal(
        expected,
        new FakeProject().WithFiles("src/cart.ts", "lib/cart.ts").With("tsconfig.json", configuration)
            .With("src/app/a.ts", "import '@/cart'").Of("src/app/a.ts"));

    [Fact]
    public void A_configuration_of_nothing_but_stars_costs_nothing()
    {
        var project = new FakeProject().WithFiles("src/cart.ts").With(
            "tsconfig.json", $$"""{ "compilerOptions": { "paths": { "*": ["{{new string('*', 400_000)}}"] } } }""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(project.With("src/a.ts", $"import '{new string('x', 1000)}'").Of("src/a.ts"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void A_base_of_the_configuration_is_where_bare_names_are_looked_for() => Assert.Equal(
        ["src/shop/cart.ts"],
        new FakeProject().WithFiles("src/shop/cart.ts").With("jsconfig.json", """{ "compilerOptions": { "baseUrl": "./src" } }""")
            .With("src/app.js", "import 'shop/cart'; import 'react'").Of("src/app.js"));
}

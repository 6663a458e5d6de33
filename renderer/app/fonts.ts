// The faces that the screens were drawn in, for systems whose own faces stand behind them in the list of tokens.css.
// They come with the app: a page may load nothing from elsewhere.
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/inter/wght-italic.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@fontsource-variable/jetbrains-mono/wght-italic.css";

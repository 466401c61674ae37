/** Puts the hub's own page into the console; called by the console's bundle with what it is made of. */
window.amspHubConsole = ({hawtio}, react) => {
  const Desk = () => {
    const place = react.useRef(null);
    react.useEffect(() => {
      let left = false;
      let close = null;
      import(new URL('hub/desk/desk.js', document.baseURI).href).then(({open}) => {
        close = left ? null : open(place.current);
      });
      return () => {
        left = true;
        close?.();
      };
    }, []);
    return react.createElement('div', {ref: place, id: 'amsp-hub-desk'});
  };
  hawtio.addPlugin({
    id: 'amsp-hub',
    title: 'AMSP Hub',
    path: '/hub',
    order: -10,
    component: Desk,
    isActive: async () => true,
  });
};
